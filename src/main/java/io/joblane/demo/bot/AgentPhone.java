package io.joblane.demo.bot;

import io.joblane.demo.bot.MobileApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One agent with a phone: sees a task, takes a moment, taps. Used by one thread at a time. */
final class AgentPhone {
    private static final Logger log = LoggerFactory.getLogger(DemoBot.class);
    /** How long an idle phone lets the server keep its question. */
    private static final int WAIT_SECONDS = 10;

    private static final Duration POSITION_EVERY = Duration.ofSeconds(45);
    private static final Map<String, String> SAYS = Map.of(
            "dispatch.acceptTrip", "accepted the trip",
            "booking.startPickup", "is on the way to the pickup",
            "booking.arrived", "arrived at the pickup",
            "booking.customerOnBoard", "has the customer on board",
            "booking.completeTrip", "completed the trip",
            "job.answerOffer", "takes the job",
            "visit.checkIn", "is at the site",
            "visit.checkOut", "has done the work");
    /** After these nothing follows for the agent. */
    private static final Set<String> LAST = Set.of("booking.completeTrip", "visit.checkOut");

    private static final List<String> NOTES = List.of(
            "Smooth ride.", "Heavy traffic on the avenue.", "Customer was very friendly.", "Luggage helped with.");

    private static final List<String> WORK_NOTES = List.of(
            "All done, site left clean.",
            "Two tiles replaced.",
            "Photos of the gutter are with the office.",
            "No defects found.");

    private static final int NOT_MODIFIED = 304;

    private final BotSettings.Phone phone;
    private final MobileApi api;
    private final BotSettings settings;
    private final Map<String, Long> tapAtNanos = new HashMap<>();
    private final Map<String, UUID> actionIds = new HashMap<>();
    private final Map<String, Errand> errands = new HashMap<>();
    private double lat;
    private double lng;
    private boolean active;
    private boolean weekSaid;
    private long positionSentNanos;
    /** The tag of a list without a task, once one was seen; and of the list that the phone believes is there now. */
    private @Nullable String emptyTag;

    private @Nullable String knownTag;

    AgentPhone(BotSettings.Phone phone, MobileApi api, BotSettings settings) {
        this.phone = phone;
        this.api = api;
        this.settings = settings;
        this.lat = phone.lat();
        this.lng = phone.lng();
    }

    String name() {
        return phone.name();
    }

    /** Looks at the phone once and taps what is due; answers when to look again. */
    Duration turn() throws IOException, InterruptedException {
        if (!api.isSignedIn()) {
            api.signIn();
        }
        if (!active) {
            active = api.put("mobile/status", Map.of("status", "active")).isOk();
        }
        if (phone.worksOnSites() && !weekSaid) {
            weekSaid = sayWeek();
        }
        if (System.nanoTime() - positionSentNanos > POSITION_EVERY.toNanos()) {
            moveTo(lat, lng);
        }
        Answer answer = knownTag == null
                ? api.get("mobile/tasks")
                : api.getOtherThan(knownTag, "mobile/tasks?wait=" + WAIT_SECONDS);
        if (answer.status() == NOT_MODIFIED) {
            return Duration.ZERO;
        }
        if (!answer.isOk()) {
            throw new IOException("mobile/tasks answered " + answer.status());
        }
        Set<String> open = new HashSet<>();
        int left = 0;
        for (JsonNode task : answer.body().path("items")) {
            open.add(task.path("id").asString());
            if (!tappedIfDue(task)) {
                left++;
            }
        }
        tapAtNanos.keySet().retainAll(open);
        actionIds.keySet().retainAll(open);
        if (open.isEmpty()) {
            emptyTag = answer.tag();
        }
        // Whoever has answered everything knows that the list is empty and waits for another one.
        knownTag = left == 0 ? emptyTag : null;
        return knownTag == null ? settings.pollEvery() : Duration.ZERO;
    }

    /** Unless the agent, or the office, has said something of their weeks before. */
    private boolean sayWeek() throws IOException, InterruptedException {
        Answer known = api.get("availability/pattern");
        if (known.isOk() && !known.body().path("days").isEmpty()) {
            return true;
        }
        List<Map<String, Object>> days = IntStream.rangeClosed(1, 7)
                .mapToObj(weekday -> Map.<String, Object>of("weekday", weekday, "available", true))
                .toList();
        return api.put("availability/pattern", Map.of("days", days)).isOk();
    }

    /** @return whether the server took the tap: the task is no longer there */
    private boolean tappedIfDue(JsonNode task) throws IOException, InterruptedException {
        String id = task.path("id").asString();
        String type = task.path("type").asString();
        Long tapAt = tapAtNanos.get(id);
        if (tapAt == null) {
            tapAt = System.nanoTime() + pause(type).toNanos();
            tapAtNanos.put(id, tapAt);
        }
        if (System.nanoTime() - tapAt < 0) {
            return false;
        }
        return tap(id, type, task);
    }

    /** An offer is answered in half the time of a step, well inside its window. */
    private Duration pause(String type) {
        Duration step = settings.stepDelay();
        return "dispatch.acceptTrip".equals(type) || "job.answerOffer".equals(type) ? step.dividedBy(2) : step;
    }

    private boolean tap(String id, String type, JsonNode task) throws IOException, InterruptedException {
        Errand errand = task.path("jobId").isString()
                ? site(task.path("jobId").asString())
                : trip(task.path("bookingId").asString());
        String outcome = outcome(task);
        moveFor(type, errand);
        // The same id again when the answer was lost: the server then says what it said before.
        UUID actionId = actionIds.computeIfAbsent(id, key -> UUID.randomUUID());
        Answer answer = api.post(
                "mobile/tasks/" + id + "/complete",
                Map.of(
                        "actionId",
                        actionId,
                        "occurredAt",
                        Instant.now().toString(),
                        "outcome",
                        outcome,
                        "data",
                        data(type, errand)));
        if (!answer.isOk()) {
            log.info(
                    "{} {} could not do \"{}\": {}",
                    errand.reference(),
                    name(),
                    task.path("name").asString(),
                    answer.body().path("detail").asString("status " + answer.status()));
            actionIds.remove(id);
            tapAtNanos.put(id, System.nanoTime() + settings.pollEvery().toNanos());
            return false;
        }
        // The trip log says each step in the application's log; a second line would only repeat it.
        log.debug(
                "{} {} {}",
                errand.reference(),
                name(),
                "declined".equals(outcome) ? "declined" : SAYS.getOrDefault(type, type));
        if (LAST.contains(type)) {
            errands.remove(errand.id());
        }
        return true;
    }

    private String outcome(JsonNode task) {
        JsonNode outcomes = task.path("outcomes");
        boolean declines = ThreadLocalRandom.current().nextInt(100) < settings.declinePercent();
        for (JsonNode outcome : outcomes) {
            if (declines && "declined".equals(outcome.asString())) {
                return "declined";
            }
        }
        return outcomes.path(0).asString();
    }

    private static Map<String, Object> data(String type, Errand errand) {
        if ("visit.checkIn".equals(type)) {
            return Map.of("lat", errand.lat(), "lng", errand.lng(), "accuracy", 8);
        }
        if ("visit.checkOut".equals(type)) {
            return Map.of("notes", WORK_NOTES.get(ThreadLocalRandom.current().nextInt(WORK_NOTES.size())));
        }
        if (!(errand instanceof Trip trip) || !"booking.completeTrip".equals(type)) {
            return Map.of();
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        double factor = 0.95 + random.nextDouble() * 0.2;
        return Map.of(
                "distanceKm", Math.max(0.1, Math.round(trip.distanceKm() * factor * 10) / 10.0),
                "durationMinutes", Math.max(1, (int) Math.round(trip.durationMinutes() * factor)),
                "waitingMinutes", random.nextInt(4) == 0 ? random.nextInt(1, 8) : 0,
                "notes", NOTES.get(random.nextInt(NOTES.size())));
    }

    private void moveFor(String type, Errand errand) throws IOException, InterruptedException {
        if (settings.stepDelay().isZero()) {
            return;
        }
        if ("visit.checkIn".equals(type)) {
            moveTo(errand.lat(), errand.lng());
        }
        if (!(errand instanceof Trip trip)) {
            return;
        }
        switch (type) {
            case "booking.startPickup" -> moveTo((lat + trip.pickupLat()) / 2, (lng + trip.pickupLng()) / 2);
            case "booking.arrived" -> moveTo(trip.pickupLat(), trip.pickupLng());
            case "booking.completeTrip" -> moveTo(trip.dropoffLat(), trip.dropoffLng());
            default -> {}
        }
    }

    private void moveTo(double newLat, double newLng) throws IOException, InterruptedException {
        lat = newLat;
        lng = newLng;
        api.post(
                "mobile/location",
                Map.of("lat", lat, "lng", lng, "at", Instant.now().toString()));
        positionSentNanos = System.nanoTime();
    }

    private Trip trip(String bookingId) throws IOException, InterruptedException {
        if (errands.get(bookingId) instanceof Trip known) {
            return known;
        }
        Trip trip = Trip.of(bookingId, api.get("bookings/" + bookingId).body());
        errands.put(bookingId, trip);
        return trip;
    }

    /** Where the site is, the phone learns with the acceptance: what it knew before that is looked up again. */
    private Site site(String jobId) throws IOException, InterruptedException {
        if (errands.get(jobId) instanceof Site known && known.isKnown()) {
            return known;
        }
        Site site = Site.of(jobId, api.get("jobs/" + jobId).body());
        errands.put(jobId, site);
        return site;
    }

    /** What a task is about, as the phone shows it. */
    private sealed interface Errand {
        String id();

        String reference();

        double lat();

        double lng();
    }

    /** A job's site. */
    private record Site(String id, String reference, boolean isKnown, double lat, double lng) implements Errand {
        static Site of(String id, JsonNode job) {
            return new Site(
                    id,
                    job.path("reference").asString("job " + id),
                    job.path("lat").isNumber(),
                    job.path("lat").asDouble(0),
                    job.path("lng").asDouble(0));
        }
    }

    /** A booking. */
    private record Trip(
            String id,
            String reference,
            double pickupLat,
            double pickupLng,
            double dropoffLat,
            double dropoffLng,
            double distanceKm,
            int durationMinutes)
            implements Errand {

        @Override
        public double lat() {
            return pickupLat;
        }

        @Override
        public double lng() {
            return pickupLng;
        }

        static Trip of(String id, JsonNode booking) {
            return new Trip(
                    id,
                    booking.path("reference").asString("booking " + id),
                    booking.path("pickup").path("lat").asDouble(0),
                    booking.path("pickup").path("lng").asDouble(0),
                    booking.path("dropoff").path("lat").asDouble(0),
                    booking.path("dropoff").path("lng").asDouble(0),
                    booking.path("distanceKm").asDouble(3),
                    booking.path("durationMinutes").asInt(12));
        }
    }
}
