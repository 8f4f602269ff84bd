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
import io.joblane.shared.Problem;
import io.joblane.support.domain.IssueKind;
import io.joblane.support.domain.IssueReport;
import io.joblane.support.domain.IssueService;
import io.joblane.support.domain.IssueStatus;
import io.joblane.support.domain.IssueUrgency;
import io.joblane.support.domain.IssueView;
import io.joblane.testing.World;
import io.joblane.workforce.Agents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class IssuePathTests extends ProcessTest {
    private static final String LOOK = "Task_LookIntoIssue";
    private static final String SETTLE = "Task_SettleIssue";
    private static final String NOTE = "{\"note\":\"A tow truck is on its way\"}";

    @Autowired
    IssueService issues;

    @Autowired
    Agents agents;

    @Autowired
    Tasks tasks;

    private EngineView engine;
    private UUID agent;
    private Actor asAgent;

    @Autowired
    void engine(EmbeddedEngine embedded) {
        engine = new EngineView(embedded);
    }

    @Test
    void aDispatcherResolvesItAndTheAgentIsToldWhatCameOfIt() {
        UUID issue = report(IssueKind.VEHICLE, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        assertThat(task.candidateGroups()).containsExactly("dispatcher");
        assertThat(task.subjectId()).isEqualTo(issue);
        assertThat(task.dueAt()).isBetween(now().plus(Duration.ofMinutes(59)), now().plus(Duration.ofMinutes(61)));

        assertThat(decide(task, "resolved", NOTE).kind()).isEqualTo(Verdict.Kind.DONE);

        IssueView resolved = status(issue, IssueStatus.RESOLVED);
        assertThat(resolved.resolution()).isEqualTo("A tow truck is on its way");
        assertThat(resolved.endedBy()).isEqualTo(World.dispatcher().userId().toString());
        awaitEnd(issue);
        assertThat(told()).containsExactly("A tow truck is on its way");
    }

    @Test
    void aDispatcherHandsItToAnAdmin() {
        UUID issue = report(IssueKind.CUSTOMER, IssueUrgency.STANDARD);
        decide(waiting(issue, LOOK), "escalated", "{\"note\":\"The customer wants a refund\"}");

        IssueView escalated = status(issue, IssueStatus.ESCALATED);
        assertThat(escalated.escalationReason()).isEqualTo("The customer wants a refund");
        OpenTask settle = waiting(issue, SETTLE);
        assertThat(settle.candidateGroups()).containsExactly("admin");
        assertThat(told()).as("before its end").isEmpty();
        decide(settle, "resolved", NOTE);
        status(issue, IssueStatus.RESOLVED);
        awaitEnd(issue);
        assertThat(told()).hasSize(1);
    }

    @Test
    void whatNobodyLooksIntoGoesToAnAdmin() {
        UUID issue = report(IssueKind.SAFETY, IssueUrgency.STANDARD);
        waiting(issue, LOOK);
        pass(Duration.ofMinutes(10).minusSeconds(5));
        status(issue, IssueStatus.OPEN);
        pass(Duration.ofSeconds(6));

        IssueView escalated = status(issue, IssueStatus.ESCALATED);
        assertThat(escalated.escalatedBy()).isEqualTo("system");
        assertThat(escalated.escalationReason()).isNull();
        OpenTask settle = waiting(issue, SETTLE);
        assertThat(openTasks(issue)).isEqualTo(1);
        decide(settle, "resolved", NOTE);
        awaitEnd(issue);
        assertThat(told()).hasSize(1);
    }

    @Test
    void urgentSafetyGoesToAnAdminAtOnce() {
        UUID issue = report(IssueKind.SAFETY, IssueUrgency.URGENT);
        OpenTask settle = waiting(issue, SETTLE);
        status(issue, IssueStatus.ESCALATED);
        assertThat(settle.dueAt()).isBetween(now().plus(Duration.ofMinutes(14)), now().plus(Duration.ofMinutes(16)));
        assertThat(count("SELECT count(*) FROM user_task WHERE subject_id = ? AND element_id = ?", issue, LOOK))
                .isZero();
        decide(settle, "resolved", NOTE);
        awaitEnd(issue);
    }

    @Test
    void anEndNeedsANote() {
        UUID issue = report(IssueKind.OTHER, IssueUrgency.LOW);
        OpenTask task = waiting(issue, LOOK);
        for (String outcome : List.of("resolved", "escalated")) {
            for (String data : List.of("{}", "{\"note\":\" \"}", "{\"note\":\"" + "x".repeat(1001) + "\"}")) {
                assertThatThrownBy(() -> decide(task, outcome, data))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.code()).isEqualTo("note_required"));
            }
        }
        status(issue, IssueStatus.OPEN);
        decide(task, "resolved", NOTE);
        awaitEnd(issue);
    }

    @Test
    void whoWithdrawsIsNotToldWhatTheyKnow() {
        UUID issue = report(IssueKind.SITE, IssueUrgency.STANDARD);
        waiting(issue, LOOK);
        asAgent(() -> issues.withdraw(issue));
        asAgent(() -> issues.withdraw(issue));

        awaitEnd(issue);
        assertThat(openTasks(issue)).isZero();
        status(issue, IssueStatus.WITHDRAWN);
        assertThat(told()).isEmpty();
    }

    @Test
    void anEscalatedIssueIsWithdrawnToo() {
        UUID issue = report(IssueKind.SAFETY, IssueUrgency.URGENT);
        waiting(issue, SETTLE);
        asAgent(() -> issues.withdraw(issue));
        awaitEnd(issue);
        assertThat(openTasks(issue)).isZero();
        assertThat(status(issue, IssueStatus.WITHDRAWN).escalatedAt()).isNotNull();
        assertThat(told()).isEmpty();
    }

    @Test
    void aResolutionAfterTheWithdrawalIsTooLate() {
        UUID issue = report(IssueKind.SITE, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        holdDelivery(issue);
        asAgent(() -> issues.withdraw(issue));

        for (String outcome : List.of("resolved", "escalated")) {
            Verdict late = decide(task, outcome, NOTE);
            assertThat(late.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
            assertThat(late.reason()).contains("withdrawn");
        }
        // The engine has not heard of it and lets the time run out: the withdrawal stands.
        pass(Duration.ofHours(4).plusSeconds(1));
        awaitEnd(issue);
        status(issue, IssueStatus.WITHDRAWN);
        releaseDelivery();
        settle();
        assertThat(told()).isEmpty();
    }

    @Test
    void aWithdrawalAfterTheResolutionIsTooLate() {
        UUID issue = report(IssueKind.SITE, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        holdDelivery(issue);
        decide(task, "resolved", NOTE);
        assertThatThrownBy(() -> asAgent(() -> issues.withdraw(issue)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("issue_resolved"));
        assertThat(decide(task, "resolved", NOTE).kind()).as("tapped twice").isEqualTo(Verdict.Kind.ALREADY_DONE);

        pass(Duration.ofHours(4).plusSeconds(1));
        awaitEnd(issue);
        status(issue, IssueStatus.RESOLVED);
        releaseDelivery();
        settle();
        assertThat(told()).as("once").hasSize(1);
    }

    @Test
    void anEscalationByHandThatTheEngineHasNotHeardOfWhenTheTimeEnds() {
        UUID issue = report(IssueKind.SITE, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        holdDelivery(issue);
        decide(task, "escalated", "{\"note\":\"Not mine\"}");
        pass(Duration.ofHours(4).plusSeconds(1));

        OpenTask settle = waiting(issue, SETTLE);
        assertThat(status(issue, IssueStatus.ESCALATED).escalationReason()).isEqualTo("Not mine");
        releaseDelivery();
        settle();
        assertThat(openTasks(issue)).isEqualTo(1);
        decide(settle, "resolved", NOTE);
        awaitEnd(issue);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aDispatcherIsTooLateOnceTheTimeIsOver() {
        UUID issue = report(IssueKind.SAFETY, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        pass(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(decide(task, "resolved", NOTE).kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        status(issue, IssueStatus.ESCALATED);
        decide(waiting(issue, SETTLE), "resolved", NOTE);
        awaitEnd(issue);
    }

    @Test
    void ofAResolutionAndAWithdrawalAtOnceOneWins() throws Exception {
        for (int i = 0; i < 10; i++) {
            UUID issue = report(IssueKind.OTHER, i % 2 == 0 ? IssueUrgency.STANDARD : IssueUrgency.LOW);
            OpenTask task = waiting(issue, LOOK);
            List<Boolean> won = atOnce(() -> decide(task, "resolved", NOTE).kind() == Verdict.Kind.DONE, () -> {
                try {
                    asAgent(() -> issues.withdraw(issue));
                    return true;
                } catch (Problem tooLate) {
                    return false;
                }
            });
            assertThat(won).containsExactlyInAnyOrder(true, false);
            awaitEnd(issue);
            status(issue, won.get(0) ? IssueStatus.RESOLVED : IssueStatus.WITHDRAWN);
        }
    }

    @Test
    void ofTwoDispatchersAtOnceOneWins() throws Exception {
        UUID issue = report(IssueKind.OTHER, IssueUrgency.STANDARD);
        OpenTask task = waiting(issue, LOOK);
        List<Boolean> done = atOnce(
                () -> decide(task, "resolved", NOTE).kind() == Verdict.Kind.DONE,
                () -> decide(task, "escalated", NOTE).kind() == Verdict.Kind.DONE);
        assertThat(done).containsExactlyInAnyOrder(true, false);
        if (done.get(1)) {
            decide(waiting(issue, SETTLE), "resolved", NOTE);
        }
        awaitEnd(issue);
        status(issue, IssueStatus.RESOLVED);
    }

    @Test
    void openIssuesGoOnAtTheirDeskAfterARestore() {
        UUID open = report(IssueKind.OTHER, IssueUrgency.STANDARD);
        UUID escalated = report(IssueKind.OTHER, IssueUrgency.STANDARD);
        UUID ended = report(IssueKind.OTHER, IssueUrgency.STANDARD);
        waiting(open, LOOK);
        decide(waiting(escalated, LOOK), "escalated", "{\"note\":\"Not mine\"}");
        waiting(escalated, SETTLE);
        decide(waiting(ended, LOOK), "resolved", NOTE);
        awaitEnd(ended);
        int again = startAgainAsAfterARestore();
        assertThat(again).isGreaterThanOrEqualTo(2);

        assertThat(decide(waiting(open, LOOK), "resolved", NOTE).kind()).isEqualTo(Verdict.Kind.DONE);
        assertThat(decide(waiting(escalated, SETTLE), "resolved", NOTE).kind()).isEqualTo(Verdict.Kind.DONE);
        awaitEnd(open);
        awaitEnd(escalated);
        assertThat(status(escalated, IssueStatus.RESOLVED).escalationReason()).isEqualTo("Not mine");
        assertThat(told()).hasSize(3);
    }

    private UUID report(IssueKind kind, IssueUrgency urgency) {
        if (agent == null) {
            agent = agent(1);
            UUID user = in(() -> agents.find(agent).orElseThrow()).userId();
            asAgent = new Actor(user, "Ada (agent)", Set.of("agent"));
        }
        return asAgent(() -> issues.report(new IssueReport(kind, urgency, "It does not start", null, null)))
                .id();
    }

    private <T> T asAgent(Callable<T> work) {
        return in(() -> World.as(asAgent, work));
    }

    private OpenTask waiting(UUID issue, String element) {
        String open = "subject_id = ? AND element_id = ? AND state = 'open'";
        await(
                element + " of " + issue,
                () -> count("SELECT count(*) FROM user_task WHERE " + open, issue, element) == 1);
        return in(() -> tasks.find(
                        TaskAudience.groups(Set.of("dispatcher", "admin")),
                        world.jdbc
                                .sql("SELECT id FROM user_task WHERE " + open)
                                .param(issue)
                                .param(element)
                                .query(UUID.class)
                                .single()))
                .orElseThrow();
    }

    private int openTasks(UUID issue) {
        return count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", issue);
    }

    private Verdict decide(OpenTask task, String outcome, String data) {
        return in(() -> World.as(
                World.dispatcher(),
                () -> transactions.run(() -> tasks.tap(
                        TaskAudience.groups(Set.of("dispatcher", "admin")),
                        new Tasks.Tap(
                                UUID.randomUUID(), task.id(), now(), outcome, new JsonMapper().readTree(data))))));
    }

    private IssueView status(UUID issue, IssueStatus expected) {
        IssueView view = in(() -> issues.ofOffice(issue));
        assertThat(view.status()).isEqualTo(expected);
        return view;
    }

    private void awaitEnd(UUID issue) {
        await("the process of " + issue + " ends", () -> !engine.runs("issueProcess", issue.toString()));
        settle();
    }

    private List<String> told() {
        return in(() -> world.jdbc
                .sql(
                        "SELECT body FROM notification WHERE recipient_id = ? AND channel = 'in_app' AND event = 'issue_resolved'")
                .param(agent)
                .query(String.class)
                .list());
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
