package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.Actor;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.engine.embedded.EmbeddedEngine;
import io.joblane.engine.embedded.EngineView;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.testing.World;
import io.joblane.workforce.Agents;
import io.joblane.workforce.availability.DayRange;
import io.joblane.workforce.timeoff.TimeOffService;
import io.joblane.workforce.timeoff.TimeOffStatus;
import io.joblane.workforce.timeoff.TimeOffView;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class TimeOffPathTests extends ProcessTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Autowired
    TimeOffService timeOff;

    @Autowired
    Agents agents;

    @Autowired
    Tasks tasks;

    @Autowired
    Users users;

    private Actor manager;

    @BeforeEach
    void thereIsAManager() {
        String email = "mona@" + company() + ".example";
        UUID id = users.seed(List.of(new NewUser(email, "Mona", company(), Role.MANAGER)), "joblane-test")
                .get(email);
        manager = new Actor(id, "Mona (manager)", Set.of("manager"));
    }

    private EngineView engine;
    private UUID agent;
    private Actor asAgent;

    @Autowired
    void engine(EmbeddedEngine embedded) {
        engine = new EngineView(embedded);
    }

    @Test
    void approvedDaysBecomeDaysAwayAndTheAgentIsTold() {
        UUID request = request(20, 22);
        assertThat(decide(request, "approved", "{}").kind()).isEqualTo(Verdict.Kind.DONE);

        assertThat(status(request, TimeOffStatus.APPROVED).decidedBy())
                .isEqualTo(manager.userId().toString());
        assertThat(awayDays()).containsExactly(today().plusDays(20), today().plusDays(21), today().plusDays(22));
        awaitEnd(request);
        assertThat(told()).containsExactly("time_off_approved");
    }

    @Test
    void aRejectionSaysWhy() {
        UUID request = request(20, 20);
        for (String data : List.of("{}", "{\"reason\":\"  \"}", "{\"reason\":\"" + "x".repeat(501) + "\"}")) {
            assertThatThrownBy(() -> decide(request, "rejected", data))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("reason_required"));
        }
        decide(request, "rejected", "{\"reason\":\"We are too few that day\"}");

        assertThat(status(request, TimeOffStatus.REJECTED).decisionNote()).isEqualTo("We are too few that day");
        awaitEnd(request);
        assertThat(told()).containsExactly("time_off_rejected");
        assertThat(in(() -> world.jdbc
                        .sql("SELECT body FROM notification WHERE recipient_id = ? AND channel = 'in_app'")
                        .param(agent)
                        .query(String.class)
                        .single()))
                .contains("We are too few that day");
        assertThat(awayDays()).isEmpty();
    }

    @Test
    void whoWithdrawsIsAskedAboutNoMoreAndNotToldWhatTheyKnow() {
        UUID request = request(20, 20);
        task(request);
        asAgent(() -> timeOff.withdraw(request));
        asAgent(() -> timeOff.withdraw(request));

        awaitEnd(request);
        assertThat(count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", request))
                .isZero();
        assertThat(told()).isEmpty();
        request(20, 20);
        asAgent(() -> timeOff.withdraw(timeOff.own(null, 1).get(0).id()));
    }

    @Test
    void managersAreRemindedAndWhatNobodyDecidesLapses() {
        office(Role.MANAGER);
        office(Role.ADMIN);
        office(Role.DISPATCHER);
        UUID request = request(1, 1);
        task(request);
        pass(Duration.ofHours(2).minusMinutes(1));
        assertThat(staffTold(request)).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(staffTold(request)).as("two managers and an admin").isEqualTo(3);
        assertThat(office(Role.MANAGER)
                        .get("/api/v1/notifications/office")
                        .json()
                        .path("items")
                        .get(0)
                        .path("event")
                        .asString())
                .isEqualTo("approval_waiting");

        pass(Duration.ofHours(22));
        status(request, TimeOffStatus.LAPSED);
        awaitEnd(request);
        assertThat(told()).containsExactly("time_off_lapsed");
        assertThat(staffTold(request)).isEqualTo(3);
    }

    @Test
    void whoHasAcceptedWorkIsTakenOffItBeforeTheirTimeOffIsApproved() {
        UUID request = request(20, 22);
        UUID work = acceptedWork(21);
        assertThatThrownBy(() -> decide(request, "approved", "{}")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("time_off_conflict");
            assertThat(problem.properties().get("dates").toString()).isEqualTo("[" + today().plusDays(21) + "]");
        });
        assertThat(awayDays()).isEmpty();
        status(request, TimeOffStatus.REQUESTED);

        in(() -> world.jdbc
                .sql("UPDATE assignment SET active = false, status = 'removed' WHERE id = ?")
                .param(work)
                .update());
        assertThat(decide(request, "approved", "{}").kind()).isEqualTo(Verdict.Kind.DONE);
        assertThat(awayDays()).hasSize(3);
        awaitEnd(request);
    }

    @Test
    void aDecisionAfterTheWithdrawalIsTooLate() {
        UUID request = request(20, 20);
        OpenTask task = task(request);
        holdDelivery(request);
        asAgent(() -> timeOff.withdraw(request));

        Verdict late = decide(task, "approved", "{}");
        assertThat(late.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(late.reason()).contains("withdrawn");
        assertThat(awayDays()).isEmpty();
        releaseDelivery();
        awaitEnd(request);
        assertThat(told()).isEmpty();
    }

    @Test
    void aWithdrawalAfterTheDecisionIsTooLate() {
        UUID request = request(1, 1);
        OpenTask task = task(request);
        holdDelivery(request);
        decide(task, "approved", "{}");
        assertThatThrownBy(() -> asAgent(() -> timeOff.withdraw(request)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("time_off_decided"));
        assertThat(decide(task, "approved", "{}").kind()).as("tapped twice").isEqualTo(Verdict.Kind.ALREADY_DONE);

        // The engine, which has heard of nothing, lets the time run out: the decision stands.
        pass(Duration.ofDays(1));
        releaseDelivery();
        awaitEnd(request);
        status(request, TimeOffStatus.APPROVED);
        assertThat(told()).containsExactly("time_off_approved");
    }

    @Test
    void ofADecisionAndAWithdrawalAtOnceOneWins() throws Exception {
        for (int i = 0; i < 10; i++) {
            UUID request = request(30 + i, 30 + i);
            OpenTask task = task(request);
            List<Boolean> won = atOnce(() -> decide(task, "approved", "{}").kind() == Verdict.Kind.DONE, () -> {
                try {
                    asAgent(() -> timeOff.withdraw(request));
                    return true;
                } catch (Problem tooLate) {
                    return false;
                }
            });
            assertThat(won).containsExactlyInAnyOrder(true, false);
            awaitEnd(request);
            status(request, won.get(0) ? TimeOffStatus.APPROVED : TimeOffStatus.WITHDRAWN);
            assertThat(awayDays().contains(today().plusDays(30 + i))).isEqualTo(won.get(0));
        }
    }

    @Test
    void sameDaysAreAskedForOnceHoweverManyTaps() throws Exception {
        joins();
        List<Boolean> accepted = atOnce(this::asksForTheSameDay, this::asksForTheSameDay, this::asksForTheSameDay);
        assertThat(accepted).containsOnlyOnce(true);
        asAgent(() -> timeOff.withdraw(timeOff.own(null, 1).get(0).id()));
        settle();
    }

    private boolean asksForTheSameDay() {
        try {
            asAgent(() -> timeOff.request(new DayRange(today().plusDays(5), today().plusDays(6)), ""));
            return true;
        } catch (Problem overlaps) {
            assertThat(overlaps.code()).isEqualTo("time_off_overlaps");
            return false;
        }
    }

    @Test
    void anOpenRequestIsPutBeforeAManagerAgainAfterARestore() {
        UUID request = request(20, 20);
        task(request);
        settle();
        startAgainAsAfterARestore();
        assertThat(decide(request, "approved", "{}").kind()).isEqualTo(Verdict.Kind.DONE);
        awaitEnd(request);
        assertThat(told()).containsExactly("time_off_approved");
    }

    private void joins() {
        agent = agent(1);
        UUID user = in(() -> agents.find(agent).orElseThrow()).userId();
        asAgent = new Actor(user, "Ada (agent)", Set.of("agent"));
    }

    private UUID request(int firstIn, int lastIn) {
        if (agent == null) {
            joins();
        }
        return asAgent(() ->
                        timeOff.request(new DayRange(today().plusDays(firstIn), today().plusDays(lastIn)), "Family"))
                .id();
    }

    private <T> T asAgent(Callable<T> work) {
        return in(() -> World.as(asAgent, work));
    }

    private OpenTask task(UUID request) {
        String sql = "SELECT id FROM user_task WHERE subject_id = ? AND state = 'open'";
        await(
                "the manager's task",
                () -> count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", request) == 1);
        return in(() -> tasks.find(
                        TaskAudience.groups(Set.of("manager")),
                        world.jdbc.sql(sql).param(request).query(UUID.class).single()))
                .orElseThrow();
    }

    private Verdict decide(UUID request, String outcome, String data) {
        return decide(task(request), outcome, data);
    }

    private Verdict decide(OpenTask task, String outcome, String data) {
        return in(() -> World.as(
                manager,
                () -> transactions.run(() -> tasks.tap(
                        TaskAudience.groups(Set.of("manager", "dispatcher")),
                        new Tasks.Tap(
                                UUID.randomUUID(), task.id(), now(), outcome, new JsonMapper().readTree(data))))));
    }

    private TimeOffView status(UUID request, TimeOffStatus expected) {
        TimeOffView view = in(() -> timeOff.ofOffice(request));
        assertThat(view.status()).isEqualTo(expected);
        return view;
    }

    private void awaitEnd(UUID request) {
        await("the process of " + request + " ends", () -> !engine.runs("approvalProcess", request.toString()));
        settle();
    }

    private List<LocalDate> awayDays() {
        return in(() -> world.jdbc
                .sql(
                        "SELECT date FROM availability WHERE agent_id = ? AND away AND source = 'time_off' AND deleted_at IS NULL ORDER BY date")
                .param(agent)
                .query(LocalDate.class)
                .list());
    }

    private List<String> told() {
        return in(() -> world.jdbc
                .sql(
                        "SELECT event FROM notification WHERE recipient_id = ? AND channel = 'in_app' AND event LIKE 'time_off%'")
                .param(agent)
                .query(String.class)
                .list());
    }

    private int staffTold(UUID request) {
        return count(
                "SELECT count(*) FROM notification WHERE dedup_key LIKE ?",
                "approval_waiting:" + request + ":%:in_app");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZONE);
    }

    private UUID acceptedWork(int inDays) {
        UUID job = Ids.next();
        UUID assignment = Ids.next();
        Timestamp at = Timestamp.from(
                today().plusDays(inDays).atTime(9, 0).atZone(ZONE).toInstant());
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, urgency, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, 't', 'survey', 'filled', 'a', '10001', 1, 1, :at, 60, 1, 'standard', :day,
                            now(), now(), 'test', now(), 'test', 0)
                        """)
                .param("id", job)
                .param("reference", "J-" + job)
                .param("at", at)
                .param("day", today().plusDays(inDays))
                .update());
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO assignment (id, job_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :job, :agent, 'accepted', true, tstzrange(:at::timestamptz, :at::timestamptz + interval '1 hour'),
                            'automatic', 'system', now(), now(), 'test', now(), 'test', 0)
                        """)
                .param("id", assignment)
                .param("job", job)
                .param("agent", agent)
                .param("at", at)
                .update());
        return assignment;
    }

    @SafeVarargs
    private static List<Boolean> atOnce(Callable<Boolean>... works) throws Exception {
        CyclicBarrier start = new CyclicBarrier(works.length);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(works.length)) {
            for (Callable<Boolean> work : works) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
        }
        return outcomes.stream().map(Future::resultNow).toList();
    }
}
