package io.joblane.bench;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Agents' phones that wait for offers of jobs, as the app does, and note when each came. */
final class SitePhones implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<UUID, Map<Integer, Offer>> seen = new ConcurrentHashMap<>();
    private final List<ApiClient> phones;
    private volatile boolean answersAtOnce;

    /** @param atNanos when the phone had it */
    private record Offer(String task, long atNanos) {}

    SitePhones(int port, String slug, int number) {
        phones = IntStream.rangeClosed(1, number)
                .mapToObj(i -> new ApiClient(port).login(BenchTest.agentEmail(slug, i), BenchTest.PASSWORD))
                .toList();
        IntStream.range(0, number).forEach(i -> threads.execute(() -> watch(i)));
    }

    /** From now on a phone accepts what it sees, and declines what it cannot have. */
    void answerAtOnce() {
        answersAtOnce = true;
    }

    int number() {
        return phones.size();
    }

    /** How many phones show an offer of the job. */
    int showing(UUID job) {
        return seen.getOrDefault(job, Map.of()).size();
    }

    /** When each phone had its offer, in nanoseconds after {@code from}. */
    long[] shownAfter(UUID job, long from) {
        return seen.getOrDefault(job, Map.of()).values().stream()
                .mapToLong(offer -> offer.atNanos() - from)
                .toArray();
    }

    /** Every phone that shows the job taps at once. @return how many got it */
    int accept(UUID job) throws InterruptedException, ExecutionException {
        Map<Integer, Offer> offers = Objects.requireNonNull(seen.remove(job), "Nobody was asked");
        List<Future<Boolean>> taps = new ArrayList<>();
        offers.forEach(
                (number, offer) -> taps.add(threads.submit(() -> tap(phones.get(number), offer.task(), "accepted"))));
        int accepted = 0;
        for (Future<Boolean> tap : taps) {
            accepted += tap.get() ? 1 : 0;
        }
        return accepted;
    }

    private boolean tap(ApiClient phone, String task, String outcome) {
        Answer answer = phone.post(
                "/api/v1/mobile/tasks/" + task + "/complete",
                "{\"actionId\": \"%s\", \"occurredAt\": \"%s\", \"outcome\": \"%s\", \"data\": {}}"
                        .formatted(UUID.randomUUID(), Instant.now(), outcome));
        return answer.status() == 200;
    }

    private void watch(int number) {
        ApiClient phone = phones.get(number);
        String tag = null;
        while (true) {
            Answer answer;
            try {
                answer = look(phone, tag);
            } catch (AssertionError e) {
                if (threads.isShutdown()) {
                    return;
                }
                throw e;
            }
            if (answer.status() == 200) {
                tag = answer.header("ETag");
                for (JsonNode task : answer.json().path("items")) {
                    if (task.path("type").asString().equals("job.answerOffer")) {
                        shown(number, phone, task);
                    }
                }
            }
        }
    }

    private static Answer look(ApiClient phone, @Nullable String tag) {
        return tag == null
                ? phone.get("/api/v1/mobile/tasks")
                : phone.with("If-None-Match", tag).get("/api/v1/mobile/tasks?wait=10");
    }

    private void shown(int number, ApiClient phone, JsonNode task) {
        String id = task.path("id").asString();
        UUID job = UUID.fromString(task.path("jobId").asString());
        seen.computeIfAbsent(job, key -> new ConcurrentHashMap<>())
                .putIfAbsent(number, new Offer(id, System.nanoTime()));
        if (answersAtOnce && !tap(phone, id, "accepted")) {
            tap(phone, id, "declined");
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(15, TimeUnit.SECONDS);
    }
}
