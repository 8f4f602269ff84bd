import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays a day of real taxi trips against a running demo. Times of day are divided by a factor before they are sent, so that
 * a day passes in minutes; the clock itself is left alone. Run it through scripts/play-day.
 */
final class PlayDay {
    /** How busy each hour of the synthetic day is, from midnight. */
    private static final int[] HOURS = {
        12, 8, 5, 4, 4, 8, 18, 32, 40, 38, 34, 34, 36, 36, 38, 40, 38, 42, 50, 52, 48, 44, 38, 24
    };

    private static final int DAY_SECONDS = 24 * 60 * 60;
    private static final Duration BOOKED_BEFORE = Duration.ofMinutes(45);
    private static final Duration LONGEST_TAIL = Duration.ofMinutes(6);

    private final Options options;
    private final Server server;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final Map<String, Integer> refused = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Booking> bookings = new ConcurrentHashMap<>();
    private int unanswered;

    private PlayDay(Options options) {
        this.options = options;
        this.server = new Server(options.url());
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new PlayDay(Options.of(arguments)).play();
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("The application stopped answering: " + e);
            System.exit(1);
        }
    }

    private void play() throws Exception {
        server.signIn("dispatcher@demo.example", "joblane-demo");
        List<Trip> trips = sample(read(options.input()));
        double factor = DAY_SECONDS / (options.minutes() * 60.0);
        System.out.printf(
                Locale.ROOT,
                "%d trips over one day in %.1f minutes (a minute of the day takes %.2f s), seed %d%n",
                trips.size(),
                options.minutes(),
                60 / factor,
                options.seed());
        long began = System.nanoTime();
        Instant start = Instant.now();
        try (ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(8)) {
            Random random = new Random(options.seed());
            for (Trip trip : trips) {
                long bookedMillis = Math.max(0, (long) ((trip.second() - BOOKED_BEFORE.toSeconds()) * 1000 / factor));
                Instant pickupAt =
                        start.plusMillis((long) (trip.second() * 1000 / factor)).plusSeconds(5);
                // A few customers never pay, a few change their plans: the table at the end says so.
                boolean pays = random.nextInt(100) >= 3;
                boolean cancels = random.nextInt(100) < 4;
                clockwork.schedule(
                        () -> place(clockwork, trip, pickupAt, pays, cancels), bookedMillis, TimeUnit.MILLISECONDS);
            }
            watch(trips.size(), began);
            clockwork.shutdownNow();
        }
        report(trips.size(), Duration.ofNanos(System.nanoTime() - began));
    }

    // ---- the trips ----

    private List<Trip> read(Path input) throws IOException {
        List<String> lines = Files.readAllLines(input);
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        List<Trip> usable = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells[i]);
            }
            String fault = fault(row);
            if (fault == null) {
                usable.add(Trip.of(row));
            } else {
                skipped.merge(fault, 1, Integer::sum);
            }
        }
        if (usable.isEmpty()) {
            throw new Refusal(input + " holds no usable trip");
        }
        return usable;
    }

    /** What makes a row of the raw data no trip; null where nothing does. */
    private static String fault(Map<String, String> row) {
        for (String end : List.of("pickup", "dropoff")) {
            double lat = Double.parseDouble(row.get(end + "_latitude"));
            double lng = Double.parseDouble(row.get(end + "_longitude"));
            if (lat == 0 || lng == 0) {
                return "zero coordinates";
            }
            if (lat < 40 || lat > 41.5 || lng < -75 || lng > -72.5) {
                return "coordinates outside the area";
            }
        }
        if (Integer.parseInt(row.get("passenger_count")) <= 0) {
            return "no passengers";
        }
        if (Long.parseLong(row.get("trip_duration_s")) <= 0) {
            return "zero or negative duration";
        }
        if (Double.parseDouble(row.get("fare_amount")) < 0) {
            return "negative fare";
        }
        return null;
    }

    private List<Trip> sample(List<Trip> usable) {
        Random random = new Random(options.seed());
        int weights = Arrays.stream(HOURS).sum();
        List<Trip> pool = new ArrayList<>(usable);
        List<Trip> chosen = new ArrayList<>();
        for (int i = 0; i < options.trips(); i++) {
            // Each row once before any is used again.
            if (i % usable.size() == 0) {
                Collections.shuffle(pool, random);
            }
            chosen.add(pool.get(i % usable.size()).at(secondOfDay(random, weights)));
        }
        chosen.sort((a, b) -> Integer.compare(a.second(), b.second()));
        return chosen;
    }

    private static int secondOfDay(Random random, int weights) {
        int left = random.nextInt(weights);
        int hour = 0;
        while (left >= HOURS[hour]) {
            left -= HOURS[hour++];
        }
        return hour * 3600 + random.nextInt(3600);
    }

    // ---- the bookings ----

    private void place(ScheduledExecutorService clockwork, Trip trip, Instant pickupAt, boolean pays, boolean cancels) {
        String key = "play-day-" + UUID.randomUUID();
        try {
            Answer answer = server.post("bookings", trip.toJson(pickupAt), key);
            if (answer.status() != 201) {
                refused.merge(answer.status() + " " + answer.text("code"), 1, Integer::sum);
                return;
            }
            String id = answer.text("id");
            bookings.put(id, new Booking(id));
            if ("card".equals(trip.payment()) && pays) {
                clockwork.schedule(() -> tell("bookings/" + id + "/payment-confirmations", "{}"), 1, TimeUnit.SECONDS);
            }
            if (cancels) {
                clockwork.schedule(
                        () -> tell("bookings/" + id + "/cancel", "{\"reason\": \"customer changed plans\"}"),
                        12,
                        TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            refused.merge("no answer", 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String path, String body) {
        try {
            Answer answer = server.post(path, body, "play-day-" + UUID.randomUUID());
            // A cancellation may come too late; everything else that is refused is shown.
            if (answer.status() >= 400 && answer.status() != 409) {
                refused.merge(path.substring(path.lastIndexOf('/') + 1) + " " + answer.status(), 1, Integer::sum);
            }
        } catch (IOException e) {
            refused.merge("no answer", 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int total, long began) throws InterruptedException {
        long day = (long) (options.minutes() * 60_000);
        boolean terminal = Boolean.getBoolean("play.terminal");
        long lastLine = 0;
        while (true) {
            lookAtAll();
            long millis = (System.nanoTime() - began) / 1_000_000;
            Map<String, Integer> by = byStatus();
            int ended = by.getOrDefault("invoiced", 0) + by.getOrDefault("cancelled", 0) + refusedBookings();
            boolean over = ended >= total || millis > day + LONGEST_TAIL.toMillis();
            if (terminal || over || millis - lastLine > 15_000) {
                lastLine = millis;
                String line = bar(Math.min(millis, day), day, ended, total, by);
                System.out.print(terminal ? "\r" + line + "   " : line + System.lineSeparator());
                System.out.flush();
            }
            if (over) {
                System.out.println();
                return;
            }
            Thread.sleep(1_000);
        }
    }

    private void lookAtAll() throws InterruptedException {
        for (Booking booking : bookings.values()) {
            try {
                booking.look(server);
            } catch (IOException e) {
                unanswered++; // away for a moment, which the report says: looked at again in the next round
                return;
            }
        }
    }

    private int refusedBookings() {
        synchronized (refused) {
            return refused.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private static String bar(long millis, long day, int ended, int total, Map<String, Integer> by) {
        int filled = (int) (30L * ended / Math.max(1, total));
        long minute = millis * 24 * 60 / day;
        int open = by.values().stream().mapToInt(Integer::intValue).sum()
                - by.getOrDefault("invoiced", 0)
                - by.getOrDefault("cancelled", 0);
        return String.format(
                Locale.ROOT,
                "[%s%s] %02d:%02d  %d/%d ended  open %d  invoiced %d  cancelled %d",
                "#".repeat(filled),
                ".".repeat(30 - filled),
                Math.min(minute, 24 * 60 - 1) / 60,
                Math.min(minute, 24 * 60 - 1) % 60,
                ended,
                total,
                open,
                by.getOrDefault("invoiced", 0),
                by.getOrDefault("cancelled", 0));
    }

    private Map<String, Integer> byStatus() {
        Map<String, Integer> by = new TreeMap<>();
        bookings.values().forEach(booking -> by.merge(booking.status, 1, Integer::sum));
        return by;
    }

    // ---- the report ----

    private void report(int total, Duration taken) throws IOException, InterruptedException {
        List<Double> latencies = new ArrayList<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Duration> busy = new HashMap<>();
        double invoiced = 0;
        String currency = "";
        for (Booking booking : bookings.values()) {
            Timeline timeline = Timeline.of(server.get("bookings/" + booking.id + "/timeline"));
            timeline.assignmentSeconds().ifPresent(latencies::add);
            timeline.busy().forEach((agent, time) -> busy.merge(agent, time, Duration::plus));
            if ("cancelled".equals(booking.status)) {
                reasons.merge("cancelled: " + timeline.cancellationReason(), 1, Integer::sum);
            } else if (!"invoiced".equals(booking.status)) {
                reasons.merge("still " + booking.status, 1, Integer::sum);
            } else {
                Answer invoice = server.get("invoices?bookingId=" + booking.id);
                Map<?, ?> first = (Map<?, ?>) invoice.items().getFirst();
                Object amount =
                        first.get("total") instanceof Map<?, ?> money ? money.get("amount") : first.get("total");
                invoiced += ((Number) amount).doubleValue();
                currency = String.valueOf(first.get("currency"));
            }
        }
        int agents =
                Math.max(1, server.get("agents?status=active&limit=200").items().size());
        Duration busyTotal = busy.values().stream().reduce(Duration.ZERO, Duration::plus);
        Duration most = busy.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Collections.sort(latencies);

        row("Trips asked for", String.valueOf(total));
        refused.forEach((why, count) -> row("  refused: " + why, String.valueOf(count)));
        row("Bookings", String.valueOf(bookings.size()));
        byStatus().forEach((status, count) -> row("  " + status, String.valueOf(count)));
        reasons.forEach((why, count) -> row("    " + why, String.valueOf(count)));
        row("Assignment latency p50", seconds(latencies, 0.50));
        row("Assignment latency p95", seconds(latencies, 0.95));
        row("Agents active", String.valueOf(agents));
        row("  with a trip", String.valueOf(busy.size()));
        row("  busy, mean of all", percent(busyTotal.dividedBy(agents), taken));
        row("  busy, busiest", percent(most, taken));
        row("Invoices total", String.format(Locale.ROOT, "%.2f %s", invoiced, currency));
        row(
                "Rows of the input skipped",
                String.valueOf(skipped.values().stream().mapToInt(i -> i).sum()));
        skipped.forEach((why, count) -> row("  " + why, String.valueOf(count)));
        if (unanswered > 0) {
            row("Times nothing answered", String.valueOf(unanswered));
        }
        row("Took", taken.toSeconds() + " s");
    }

    private static void row(String what, String value) {
        System.out.printf("%-52s %18s%n", what, value);
    }

    private static String seconds(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.2f s", sorted.get((int)
                        Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))));
    }

    private static String percent(Duration part, Duration whole) {
        return Math.round(100.0 * part.toMillis() / Math.max(1, whole.toMillis())) + " %";
    }

    /** One row of the input at a moment of the synthetic day. */
    private record Trip(
            double fromLat,
            double fromLng,
            double toLat,
            double toLng,
            int passengers,
            String payment,
            String id,
            int second) {

        static Trip of(Map<String, String> row) {
            return new Trip(
                    Double.parseDouble(row.get("pickup_latitude")),
                    Double.parseDouble(row.get("pickup_longitude")),
                    Double.parseDouble(row.get("dropoff_latitude")),
                    Double.parseDouble(row.get("dropoff_longitude")),
                    Integer.parseInt(row.get("passenger_count")),
                    switch (row.get("payment_type")) {
                        case "1" -> "card";
                        case "2" -> "cash";
                        default -> "account";
                    },
                    row.get("id"),
                    0);
        }

        Trip at(int newSecond) {
            return new Trip(fromLat, fromLng, toLat, toLng, passengers, payment, id, newSecond);
        }

        /** What fits, and for small parties a mix like the demo fleet's; the data does not say. */
        private String vehicleType() {
            if (passengers > 6) {
                return "van";
            }
            if (passengers > 4) {
                return "suv";
            }
            int of100 = Math.floorMod(id.hashCode(), 100);
            return of100 < 18 ? "suv" : of100 < 26 ? "van" : of100 < 30 && passengers <= 3 ? "luxury" : "sedan";
        }

        String toJson(Instant pickupAt) {
            return String.format(
                    Locale.ROOT,
                    """
                    {"customer": {"name": "Rider %1$s", "email": "rider.%1$s@mail.example", "phone": "+16465550100"},
                     "pickup": {"address": "Pickup of trip %1$s", "lat": %2$.6f, "lng": %3$.6f},
                     "dropoff": {"address": "Drop-off of trip %1$s", "lat": %4$.6f, "lng": %5$.6f},
                     "pickupAt": "%6$s", "passengers": %7$d, "luggage": %8$d, "vehicleType": "%9$s",
                     "paymentMethod": "%10$s", "priority": "normal", "notes": ""}
                    """,
                    id,
                    fromLat,
                    fromLng,
                    toLat,
                    toLng,
                    pickupAt.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    passengers,
                    Math.min(2, passengers),
                    vehicleType(),
                    payment);
        }
    }

    /** A booking that was placed, and its status when last looked at. */
    private static final class Booking {
        private final String id;
        private volatile String status = "pending";

        Booking(String id) {
            this.id = id;
        }

        void look(Server server) throws IOException, InterruptedException {
            if ("invoiced".equals(status) || "cancelled".equals(status)) {
                return;
            }
            Answer answer = server.get("bookings/" + id);
            status = answer.status() == 200 ? answer.text("status") : status;
        }
    }

    /** What a booking's timeline says about how it went. */
    private record Timeline(List<Map<?, ?>> items) {
        static Timeline of(Answer answer) {
            List<Map<?, ?>> items = new ArrayList<>();
            answer.items().forEach(item -> items.add((Map<?, ?>) item));
            return new Timeline(items);
        }

        java.util.Optional<Double> assignmentSeconds() {
            Instant from = first("awaiting_assignment");
            Instant to = first("assigned");
            return from == null || to == null
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(Duration.between(from, to).toMillis() / 1000.0);
        }

        private Instant first(String status) {
            return items.stream()
                    .filter(item -> status.equals(item.get("newStatus")))
                    .map(item -> Instant.parse((String) item.get("at")))
                    .findFirst()
                    .orElse(null);
        }

        /** From an acceptance to the completion, by the agent who did both. */
        Map<String, Duration> busy() {
            Map<String, Duration> busy = new HashMap<>();
            Map<?, ?> accepted = null;
            for (Map<?, ?> item : items) {
                if ("accepted".equals(item.get("newStatus"))) {
                    accepted = item;
                } else if ("completed".equals(item.get("newStatus")) && accepted != null) {
                    busy.merge(
                            String.valueOf(accepted.get("agentId")),
                            Duration.between(
                                    Instant.parse((String) accepted.get("at")), Instant.parse((String) item.get("at"))),
                            Duration::plus);
                }
            }
            return busy;
        }

        String cancellationReason() {
            String reason = "no reason given";
            for (Map<?, ?> item : items) {
                boolean cancelled = "cancelled".equals(item.get("newStatus"));
                // What follows a cancellation (refund, messages) keeps the status.
                if (cancelled && !"cancelled".equals(item.get("oldStatus")) && item.get("reason") != null) {
                    reason = String.valueOf(item.get("reason"));
                }
            }
            return reason;
        }
    }

    /** The API, signed in. */
    private static final class Server {
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        private final String base;
        private String email = "";
        private String password = "";
        private volatile String token = "";

        Server(String url) {
            this.base = url + "/api/v1/";
        }

        void signIn(String newEmail, String newPassword) throws InterruptedException {
            email = newEmail;
            password = newPassword;
            try {
                Answer answer = send(
                        "POST",
                        "auth/login",
                        "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}",
                        Map.of());
                if (answer.status() != 200) {
                    throw new Refusal("Signing in as " + email + " was refused (" + answer.status() + " "
                            + answer.text("code") + "): is the demo on?");
                }
                token = answer.text("accessToken");
            } catch (IOException e) {
                throw new Refusal("Nothing answers at " + base + ": start the application first (mvn spring-boot:run)");
            }
        }

        Answer get(String path) throws IOException, InterruptedException {
            return authorised("GET", path, null, Map.of());
        }

        /** Sent again under the same key when the answer is lost: the server does it once. */
        Answer post(String path, String body, String key) throws IOException, InterruptedException {
            try {
                return authorised("POST", path, body, Map.of("Idempotency-Key", key));
            } catch (IOException e) {
                Thread.sleep(1_000);
                return authorised("POST", path, body, Map.of("Idempotency-Key", key));
            }
        }

        private Answer authorised(String method, String path, String body, Map<String, String> headers)
                throws IOException, InterruptedException {
            Map<String, String> all = new HashMap<>(headers);
            all.put("Authorization", "Bearer " + token);
            Answer answer = send(method, path, body, all);
            if (answer.status() == 401) {
                signIn(email, password);
                all.put("Authorization", "Bearer " + token);
                answer = send(method, path, body, all);
            }
            // A day in a few minutes asks more than one person may; a second later there is room again.
            while (answer.status() == 429) {
                Thread.sleep(1_000);
                answer = send(method, path, body, all);
            }
            return answer;
        }

        private Answer send(String method, String path, String body, Map<String, String> headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            headers.forEach(request::header);
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            Object json = response.body().isBlank() ? Map.of() : new Json(response.body()).value();
            return new Answer(response.statusCode(), json instanceof Map<?, ?> map ? map : Map.of());
        }
    }

    private record Answer(int status, Map<?, ?> body) {
        String text(String field) {
            return String.valueOf(body.get(field));
        }

        List<?> items() {
            return body.get("items") instanceof List<?> items ? items : List.of();
        }
    }

    /** Something the person at the keyboard must put right. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    private record Options(int trips, double minutes, long seed, String url, Path input) {
        static Options of(String[] arguments) {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i < arguments.length; i += 2) {
                if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                    throw new Refusal("Usage: play-day [--trips N] [--minutes M] [--seed S] [--url URL]");
                }
                given.put(arguments[i].substring(2), arguments[i + 1]);
            }
            String port = System.getenv().getOrDefault("SERVER_PORT", "8080");
            Options options = new Options(
                    Integer.parseInt(given.getOrDefault("trips", "150")),
                    Double.parseDouble(given.getOrDefault("minutes", "10")),
                    Long.parseLong(given.getOrDefault("seed", "1")),
                    given.getOrDefault("url", "http://localhost:" + port),
                    Path.of(given.getOrDefault("input", "demo/taxi-trips.csv")));
            if (options.trips() < 1 || !(options.minutes() > 0)) {
                throw new Refusal("--trips and --minutes must be positive");
            }
            return options;
        }
    }

    /** As much of JSON as the API's answers need: maps, lists, strings, numbers, booleans, null. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            space();
            return switch (text.charAt(at)) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> word("true", Boolean.TRUE);
                case 'f' -> word("false", Boolean.FALSE);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> fields = new HashMap<>();
            at++;
            space();
            while (text.charAt(at) != '}') {
                String name = string();
                space();
                at++; // the colon
                fields.put(name, value());
                separator();
            }
            at++;
            return fields;
        }

        private List<Object> array() {
            List<Object> items = new ArrayList<>();
            at++;
            space();
            while (text.charAt(at) != ']') {
                items.add(value());
                separator();
            }
            at++;
            return items;
        }

        private void separator() {
            space();
            if (text.charAt(at) == ',') {
                at++;
                space();
            }
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case 'n' -> out.append('\n');
                    case 't' -> out.append('\t');
                    case 'r' -> out.append('\r');
                    case 'b' -> out.append('\b');
                    case 'f' -> out.append('\f');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    default -> out.append(escaped);
                }
            }
            at++;
            return out.toString();
        }

        private Object word(String word, Object meaning) {
            at += word.length();
            return meaning;
        }

        private Double number() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Double.valueOf(text.substring(from, at));
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
