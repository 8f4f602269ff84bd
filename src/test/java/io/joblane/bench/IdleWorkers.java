package io.joblane.bench;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The engine's own ceiling: copies of the models under ids and job types of their own, with workers and listeners that
 * answer at once, and user tasks that are completed over REST the moment their assigning listener has let them go.
 */
final class IdleWorkers implements AutoCloseable {
    private static final Pattern TYPE =
            Pattern.compile("(<zeebe:(?:taskDefinition|taskListener|executionListener)\\b[^>]*\\btype=\")([^\"]+)");
    private static final Pattern MESSAGE = Pattern.compile("(<bpmn:message\\b[^>]*\\bname=\")");

    private final CamundaClient client;
    private final List<JobWorker> workers = new ArrayList<>();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    IdleWorkers(CamundaClient client) {
        this.client = client;
        var types = new TreeSet<String>();
        var command = client.newDeployResourceCommand();
        var deployment = command.addResourceStringUtf8(copy("bookingProcess.bpmn", types), "benchBooking.bpmn")
                .addResourceStringUtf8(copy("dispatchProcess.bpmn", types), "benchDispatch.bpmn");
        DeploymentEvent done =
                deployment.requestTimeout(Duration.ofMinutes(1)).send().join();
        if (done.getProcesses().size() != 2) {
            throw new IllegalStateException("The copies were not deployed: " + done);
        }
        types.forEach(this::open);
    }

    long ended() {
        return ended.get();
    }

    /** Completions that the engine did not take and that were sent again. */
    long refused() {
        return refused.get();
    }

    void start() {
        String id = UUID.randomUUID().toString();
        client.newPublishMessageCommand()
                .messageName("bench.booking.placed")
                .correlationKey(id)
                .messageId(id)
                .timeToLive(Duration.ofHours(1))
                .variables(Map.of(
                        "company", "bench",
                        "bookingId", id,
                        "paymentRequired", false,
                        "paymentMethod", "account",
                        "priority", "normal",
                        "vehicleType", "sedan"))
                .send()
                .join();
    }

    private static String copy(String name, TreeSet<String> types) {
        String xml;
        try {
            xml = new PathMatchingResourcePatternResolver()
                    .getResource("classpath:bpmn/" + name)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var found = TYPE.matcher(xml);
        while (found.find()) {
            types.add("bench." + found.group(2));
        }
        String renamed =
                MESSAGE.matcher(TYPE.matcher(xml).replaceAll("$1bench.$2")).replaceAll("$1bench.");
        return renamed.replace("\"bookingProcess\"", "\"benchBookingProcess\"")
                .replace("\"dispatchProcess\"", "\"benchDispatchProcess\"");
    }

    private void open(String type) {
        workers.add(client.newWorker()
                .jobType(type)
                .handler(this::handle)
                .name("bench")
                .timeout(Duration.ofSeconds(30))
                .maxJobsActive(64)
                .streamEnabled(true)
                .streamTimeout(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(100))
                .requestTimeout(Duration.ofSeconds(20))
                .fetchVariables("company", "bookingId")
                .open());
    }

    private void handle(JobClient jobs, ActivatedJob job) {
        jobs.newCompleteCommand(job).variables(answer(job)).send().whenComplete((answer, fault) -> {
            if (fault != null) {
                refused.incrementAndGet();
            } else if (job.getType().equals("bench.userTask.assigning")) {
                complete(job, 0);
            } else if ("trip_completed".equals(job.getCustomHeaders().get("event"))) {
                ended.incrementAndGet();
            }
        });
    }

    private void complete(ActivatedJob assigning, int attempt) {
        var task = assigning.getUserTask();
        if (task == null) {
            throw new IllegalStateException("A listener's job names its user task");
        }
        client.newCompleteUserTaskCommand(task.getUserTaskKey())
                .variables(
                        assigning.getElementId().equals("Task_AcceptTrip")
                                ? Map.of("offerOutcome", "accepted")
                                : Map.of())
                .send()
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        refused.incrementAndGet();
                        if (attempt < 50) {
                            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
                                    .execute(() -> complete(assigning, attempt + 1));
                        }
                    }
                });
    }

    private static Map<String, Object> answer(ActivatedJob job) {
        Map<String, Object> answer = new HashMap<>();
        String pickupAt = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        switch (job.getType()) {
            case "bench.booking.readPlan" -> {
                answer.put("bookingStatus", "awaiting_assignment");
                answer.put("pickupAt", pickupAt);
                answer.put("assignmentId", null);
                answer.put("agentId", null);
                answer.put("round", 1);
                answer.put("dispatchNow", true);
            }
            case "bench.booking.readTimes" -> answer.put("pickupAt", pickupAt);
            case "bench.dispatch.rankCandidates" -> {
                answer.put("decisionId", UUID.randomUUID().toString());
                answer.put("candidateCount", 40);
            }
            case "bench.dispatch.assignAgent" -> {
                answer.put("assignResult", "assigned");
                answer.put("assignmentId", UUID.randomUUID().toString());
                answer.put("agentId", UUID.randomUUID().toString());
                answer.put("offerOutcome", null);
            }
            case "bench.invoicing.priceTrip" ->
                answer.put("pricingId", UUID.randomUUID().toString());
            case "bench.invoicing.issueInvoice" ->
                answer.put("invoiceId", UUID.randomUUID().toString());
            default -> {}
        }
        return answer;
    }

    @Override
    public void close() {
        workers.forEach(JobWorker::close);
    }
}
