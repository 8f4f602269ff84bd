package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ProblemException;
import io.joblane.approval.ApprovalState;
import io.joblane.approval.NewApproval;
import io.joblane.context.Actor;
import io.joblane.engine.OpenTask;
import io.joblane.identity.Role;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that are decided past our API, as in Tasklist: who has claimed the task decides, by the same rules. */
class ApprovalElsewhereTests extends ApprovalTest {
    @Autowired
    private CamundaClient client;

    private Actor ada;
    private Actor olga;
    private Actor mona;

    @BeforeEach
    void people() {
        ada = person("Ada", Role.ADMIN);
        olga = person("Olga", Role.ADMIN);
        mona = person("Mona", Role.MANAGER);
    }

    @Test
    void twoClaimAndAgree() {
        NewApproval raise = prices.raise("1500");
        UUID request = submit(mona, raise);
        claim(awaitTask(request), email("Ada"));
        complete(awaitTask(request), Map.of("approvalOutcome", "approved"));
        settle();
        state(request, ApprovalState.PENDING);

        OpenTask second = awaitTask(request);
        claim(second, email("Ada"));
        complete(second, Map.of("approvalOutcome", "approved"));
        settle();
        state(request, ApprovalState.PENDING);
        OpenTask third = awaitTask(request);
        claim(third, email("Olga"));
        complete(third, Map.of("approvalOutcome", "approved"));
        awaitEnd(request);
        state(request, ApprovalState.APPLIED);
        assertThat(prices.timesApplied(request)).isOne();
        assertThat(as(ada, () -> service.get(request)).decisions())
                .extracting(each -> each.byName())
                .containsExactly("Ada", "Olga");
    }

    @Test
    void nobodySubmitsAndDecidesAndNobodyDecidesWithoutAName() {
        UUID request = submit(mona, prices.raise("10"));
        OpenTask task = awaitTask(request);
        assertDenied(() -> complete(task, Map.of("approvalOutcome", "approved")), "Claim the task");
        claim(task, email("Mona"));
        assertDenied(() -> complete(task, Map.of("approvalOutcome", "approved")), "somebody else decides");
        claim(task, "nobody@elsewhere.example");
        assertDenied(() -> complete(task, Map.of("approvalOutcome", "approved")), "not among those");
        claim(task, email("Ada"));
        assertDenied(() -> complete(task, Map.of("approvalOutcome", "rejected")), "data.reason");
        complete(task, Map.of("approvalOutcome", "rejected", "reason", "Too much"));
        awaitEnd(request);
        assertThat(state(request, ApprovalState.REJECTED).endNote()).isEqualTo("Too much");
        assertThat(told(olga, "approval_ended")).isZero();
    }

    private void claim(OpenTask task, String user) {
        settle();
        client.newAssignUserTaskCommand(task.key())
                .assignee(user)
                .allowOverride(true)
                .send()
                .join();
        settle();
    }

    private void complete(OpenTask task, Map<String, ?> variables) {
        settle();
        client.newCompleteUserTaskCommand(task.key())
                .variables(variables)
                .send()
                .join();
    }

    private static void assertDenied(ThrowingCallable completion, String why) {
        assertThatThrownBy(completion).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(409);
            assertThat(problem.details().getDetail()).contains(why);
        });
    }
}
