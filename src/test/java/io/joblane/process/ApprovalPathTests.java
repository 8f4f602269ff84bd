package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.NewApproval;
import io.joblane.approval.domain.ApprovalDesk.Decided;
import io.joblane.approval.domain.ApprovalFilter;
import io.joblane.approval.domain.ApprovalService.Whole;
import io.joblane.approval.domain.Decision;
import io.joblane.approval.domain.ThreeWay;
import io.joblane.context.Actor;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.identity.Role;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** The ways that a request can go. */
class ApprovalPathTests extends ApprovalTest {
    @Autowired
    CustomerRecords customers;

    private Actor sid;
    private Actor mona;
    private Actor ada;
    private Actor olga;

    @BeforeEach
    void people() {
        sid = person("Sid", Role.SALESPERSON);
        mona = person("Mona", Role.MANAGER);
        ada = person("Ada", Role.ADMIN);
        olga = person("Olga", Role.ADMIN);
    }

    @Test
    void oneAgreesAndTheChangeIsMadeOnceUnderTheNamesOfBoth() {
        CustomerRecord customer = customer();
        UUID request = changePhone(customer, "+1 555 0188");
        assertThat(state(request, ApprovalState.PENDING).summary()).isEqualTo("Update " + customer.name() + ": phone");
        assertThat(reread(customer).phone()).isEqualTo(customer.phone());

        assertThat(approve(mona, request)).isEqualTo(new Decided(ApprovalState.APPLIED, Decided.Kind.DONE));
        assertThat(reread(customer).phone()).isEqualTo("+1 555 0188");
        assertThat(reread(customer).version()).isEqualTo(customer.version() + 1);
        assertThat(approve(mona, request).kind()).as("tapped again").isEqualTo(Decided.Kind.ALREADY_DONE);
        assertThat(refused(() -> approve(ada, request))).as("too late").isEqualTo("no_longer_possible");
        awaitEnd(request);

        assertThat(reread(customer).version()).isEqualTo(customer.version() + 1);
        assertThat(told(sid, "approval_ended")).isOne();
        assertThat(lastTold(sid, "approval_ended")).contains("applied", customer.name());
        List<String> audited = in(() -> world.jdbc
                .sql("SELECT changes::text FROM audit_entry WHERE entity = 'approval_request' AND entity_id = ?"
                        + " AND jsonb_exists(changes, 'agreed') AND action = 'change'")
                .param(request.toString())
                .query(String.class)
                .list());
        assertThat(audited).hasSize(1);
        assertThat(audited.get(0)).contains("\"Sid\"", "\"Mona\"", "applied");
        assertThat(in(() -> world.jdbc
                        .sql(
                                "SELECT actor_id FROM audit_entry WHERE entity = 'customer' AND entity_id = ? ORDER BY seq DESC LIMIT 1")
                        .param(customer.id().toString())
                        .query(UUID.class)
                        .single()))
                .isEqualTo(mona.userId());
    }

    @Test
    void twoMustAgreeAndEachCountsOnce() {
        NewApproval raise = prices.raise("1500");
        UUID request = submit(person("Dana", Role.DISPATCHER), raise);
        assertThat(refused(() -> approve(mona, request))).as("an admin's").isEqualTo("approval_unknown");
        assertThat(approve(ada, request)).isEqualTo(new Decided(ApprovalState.PENDING, Decided.Kind.DONE));
        assertThat(approve(ada, request).kind()).isEqualTo(Decided.Kind.ALREADY_DONE);
        settle();
        awaitTask(request);
        assertThat(prices.price(raise.targetId())).isEqualTo(10);

        assertThat(approve(olga, request).state()).isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
        assertThat(prices.price(raise.targetId())).isEqualTo(20);
        assertThat(prices.timesApplied(request)).isOne();
    }

    @Test
    void aRejectionSaysWhyAndChangesNothing() {
        CustomerRecord customer = customer();
        UUID request = changePhone(customer, "+1 555 0188");
        assertThat(decide(mona, request, Decision.REJECTED, "They moved out", null)
                        .state())
                .isEqualTo(ApprovalState.REJECTED);
        awaitEnd(request);
        assertThat(reread(customer)).isEqualTo(customer);
        assertThat(lastTold(sid, "approval_ended")).contains("rejected", "They moved out");
        assertThat(state(request, ApprovalState.REJECTED).endNote()).isEqualTo("They moved out");
    }

    @Test
    void whoIsAskedBackAnswersAndBothAreTold() {
        UUID request = changePhone(customer(), "+1 555 0188");
        decide(mona, request, Decision.ASKED_BACK, "Who gave you the number?", null);
        settle();
        assertThat(lastTold(sid, "approval_said")).contains("Mona", "Who gave you the number?");
        assertThat(state(request, ApprovalState.PENDING).questionOpen()).isTrue();
        awaitTask(request);

        as(sid, () -> service.comment(request, "The caretaker did"));
        settle();
        assertThat(lastTold(mona, "approval_said")).contains("Sid", "The caretaker did");
        assertThat(state(request, ApprovalState.PENDING).questionOpen()).isFalse();
        as(ada, () -> service.comment(request, "I know them"));
        settle();
        assertThat(told(mona, "approval_said") + told(sid, "approval_said")).isEqualTo(2);
        Whole whole = as(mona, () -> service.get(request));
        assertThat(whole.comments())
                .extracting(each -> each.kind().name())
                .containsExactly("QUESTION", "ANSWER", "COMMENT");

        awaitTask(request);
        approve(mona, request);
        awaitEnd(request);
    }

    @Test
    void nobodyDecidesSoItIsRemindedEscalatedAndLapses() {
        UUID request = changePhone(customer(), "+1 555 0188");
        pass(Duration.ofDays(1).minusMinutes(1));
        assertThat(told(mona, "approval_waiting")).isZero();
        pass(Duration.ofMinutes(2));
        assertThat(told(mona, "approval_waiting")).isOne();
        assertThat(told(ada, "approval_waiting")).isOne();
        assertThat(told(sid, "approval_waiting")).isZero();

        pass(Duration.ofDays(2));
        assertThat(awaitTask(request).candidateGroups()).containsExactly("admin");
        assertThat(refused(() -> approve(mona, request)))
                .as("it is the admins' now")
                .isEqualTo("approval_unknown");
        pass(Duration.ofMinutes(2));
        assertThat(told(ada, "approval_waiting"))
                .as("now she is asked in earnest")
                .isEqualTo(2);
        pass(Duration.ofDays(10).plusHours(23));
        state(request, ApprovalState.PENDING);
        pass(Duration.ofHours(2));
        state(request, ApprovalState.LAPSED);
        awaitEnd(request);
        assertThat(lastTold(sid, "approval_ended")).contains("lapsed");
        assertThat(told(mona, "approval_waiting")).isOne();
    }

    @Test
    void whatWasEscalatedIsDecidedByTheGroupAbove() {
        CustomerRecord customer = customer();
        UUID request = changePhone(customer, "+1 555 0188");
        pass(Duration.ofDays(3).plusMinutes(1));
        assertThat(approve(ada, request).state()).isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
        assertThat(reread(customer).phone()).isEqualTo("+1 555 0188");
    }

    @Test
    void aTargetThatHasMovedOnIsShownFromThreeSidesAndNotOverwritten() {
        CustomerRecord customer = customer();
        UUID request = changePhone(customer, "+1 555 0188");
        in(() -> customers.change(
                customer.id(),
                null,
                now -> new CustomerFields(
                        "Renamed " + now.name(), now.address(), now.email(), "+1 555 0177", null, null)));

        assertThatThrownBy(() -> approve(mona, request)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("target_changed");
            assertThat(problem.properties()).containsEntry("targetVersion", customer.version() + 1);
        });
        state(request, ApprovalState.PENDING);
        assertThat(reread(customer).phone()).isEqualTo("+1 555 0177");
        ThreeWay sides = as(mona, () -> service.get(request)).threeWay();
        assertThat(sides.fields().get("phone"))
                .isEqualTo(new ThreeWay.Field(customer.phone(), "+1 555 0177", "+1 555 0188", true));
        assertThat(sides.fields()).containsOnlyKeys("phone");

        assertThat(decide(mona, request, Decision.APPROVED, null, sides.targetVersion())
                        .state())
                .isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
        assertThat(reread(customer).phone()).isEqualTo("+1 555 0188");
        assertThat(reread(customer).name()).as("what somebody else changed").startsWith("Renamed ");
    }

    @Test
    void whoAgreedToAnotherTargetIsAskedAgain() {
        NewApproval raise = prices.raise("1500");
        UUID request = submit(mona, raise);
        approve(ada, request);
        prices.move(raise.targetId(), 12);
        assertThat(refused(() -> approve(olga, request))).isEqualTo("target_changed");
        assertThat(decide(olga, request, Decision.APPROVED, null, 1))
                .isEqualTo(new Decided(ApprovalState.PENDING, Decided.Kind.DONE));
        assertThat(state(request, ApprovalState.PENDING).round()).isEqualTo(2);
        assertThat(prices.timesApplied(request)).isZero();
        settle();
        awaitTask(request);
        assertThat(approve(ada, request).state()).isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
        assertThat(prices.price(raise.targetId())).isEqualTo(20);
    }

    @Test
    void whatIsGoneCannotBeChanged() {
        NewApproval raise = prices.raise("10");
        UUID request = submit(sid, raise);
        prices.remove(raise.targetId());
        assertThat(approve(mona, request).state()).isEqualTo(ApprovalState.FAILED);
        awaitEnd(request);
        assertThat(lastTold(sid, "approval_ended")).contains("failed");
    }

    @Test
    void whoSubmittedItDecidesNothing() {
        NewApproval raise = prices.raise("10");
        UUID request = submit(mona, raise);
        assertThat(refused(() -> approve(mona, request))).isEqualTo("own_request");
        assertThat(refused(() -> decide(mona, request, Decision.REJECTED, "x", null)))
                .isEqualTo("own_request");
        OpenTask task = awaitTask(request);
        assertThat(refused(() -> tap(mona, task, "approved", "{}"))).isEqualTo("own_request");
        assertThat(awaitTask(request).id()).as("still open").isEqualTo(task.id());
        approve(ada, request);
        awaitEnd(request);
    }

    @Test
    void whoHasLostTheirRoleIsNotCounted() {
        NewApproval raise = prices.raise("1500");
        UUID request = submit(mona, raise);
        Actor eva = person("Eva", Role.ADMIN);
        OpenTask task = awaitTask(request);
        users.grant(eva.userId(), company(), Role.DISPATCHER);
        assertThat(refused(() -> approve(eva, request)))
                .as("signed in as an admin")
                .isEqualTo("not_an_approver");
        assertThat(refused(() -> tap(eva, task, "approved", "{}"))).isEqualTo("not_an_approver");

        users.grant(eva.userId(), company(), Role.ADMIN);
        approve(eva, request);
        users.revoke(eva.userId(), company());
        assertThat(approve(ada, request))
                .as("one of the two is no admin any more")
                .isEqualTo(new Decided(ApprovalState.PENDING, Decided.Kind.DONE));
        settle();
        assertThat(approve(olga, request).state()).isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
        assertThat(prices.timesApplied(request)).isOne();
    }

    @Test
    void ofTwoWhoTapAtOnceBothCountAndOneIsTheLast() throws Exception {
        for (int i = 0; i < 5; i++) {
            NewApproval raise = prices.raise("1500");
            UUID request = submit(mona, raise);
            List<ApprovalState> states = atOnce(List.<Callable<ApprovalState>>of(
                    () -> approve(ada, request).state(),
                    () -> approve(olga, request).state()));
            assertThat(states).containsExactlyInAnyOrder(ApprovalState.PENDING, ApprovalState.APPLIED);
            assertThat(prices.timesApplied(request)).isOne();
            awaitEnd(request);
        }
    }

    @Test
    void ofTwoTapsOnOneTaskBothCount() throws Exception {
        for (int i = 0; i < 5; i++) {
            NewApproval raise = prices.raise("1500");
            UUID request = submit(mona, raise);
            OpenTask task = awaitTask(request);
            List<Verdict.Kind> kinds = atOnce(List.<Callable<Verdict.Kind>>of(
                    () -> tap(ada, task, "approved", "{}").kind(),
                    () -> tap(olga, task, "approved", "{}").kind()));
            assertThat(kinds).containsExactly(Verdict.Kind.DONE, Verdict.Kind.DONE);
            state(request, ApprovalState.APPLIED);
            assertThat(prices.timesApplied(request)).isOne();
            awaitEnd(request);
        }
    }

    @Test
    void ofTwoWhoTapAtOnceWhereOneIsEnoughOneWins() throws Exception {
        for (int i = 0; i < 5; i++) {
            UUID request = submit(sid, prices.raise("10"));
            List<Boolean> won = atOnce(List.<Callable<Boolean>>of(() -> wins(mona, request), () -> wins(ada, request)));
            assertThat(won).containsExactlyInAnyOrder(true, false);
            assertThat(prices.timesApplied(request)).isOne();
            awaitEnd(request);
        }
    }

    private boolean wins(Actor person, UUID request) {
        try {
            return approve(person, request).kind() == Decided.Kind.DONE;
        } catch (Problem tooLate) {
            assertThat(tooLate.code()).isEqualTo("no_longer_possible");
            return false;
        }
    }

    @Test
    void ofADecisionAndAWithdrawalAtOnceOneWins() throws Exception {
        for (int i = 0; i < 5; i++) {
            UUID request = submit(sid, prices.raise("10"));
            List<Boolean> won = atOnce(List.<Callable<Boolean>>of(() -> wins(mona, request), () -> {
                try {
                    as(sid, () -> {
                        service.withdraw(request);
                        return null;
                    });
                    return true;
                } catch (Problem tooLate) {
                    return false;
                }
            }));
            assertThat(won).containsExactlyInAnyOrder(true, false);
            state(request, won.get(0) ? ApprovalState.APPLIED : ApprovalState.WITHDRAWN);
            assertThat(prices.timesApplied(request)).isEqualTo(won.get(0) ? 1 : 0);
            awaitEnd(request);
        }
    }

    /** The engine hears of nothing until its time has run out: what the database says counts. */
    @Test
    void aDecisionStandsAgainstTheTimesOfAnEngineThatLags() {
        UUID request = submit(sid, prices.raise("10"));
        holdDelivery(request);
        approve(mona, request);
        pass(Duration.ofDays(3));
        state(request, ApprovalState.APPLIED);
        releaseDelivery();
        awaitEnd(request);
        assertThat(told(sid, "approval_ended")).isPositive();
        assertThat(prices.timesApplied(request)).isOne();
    }

    @Test
    void anOpenRequestIsDecidedAfterARestore() {
        UUID request = submit(sid, prices.raise("1500"));
        approve(ada, request);
        settle();
        startAgainAsAfterARestore();
        awaitTask(request);
        assertThat(approve(olga, request).state()).isEqualTo(ApprovalState.APPLIED);
        awaitEnd(request);
    }

    @Test
    void everybodySeesWhatTheyMayDecideAndTheirOwn() {
        UUID small = submit(sid, prices.raise("10"));
        UUID large = submit(mona, prices.raise("1500"));
        ApprovalFilter pending = new ApprovalFilter(ApprovalState.PENDING, "price_override", null, false);
        assertThat(ids(sid, pending)).containsExactly(small);
        assertThat(ids(mona, pending)).as("hers, and the managers'").containsExactly(large, small);
        assertThat(ids(person("Dana", Role.DISPATCHER), pending)).isEmpty();
        assertThat(ids(ada, pending)).containsExactly(large, small);
        assertThat(ids(ada, new ApprovalFilter(null, null, null, true))).isEmpty();
        assertThat(refused(() -> as(sid, () -> service.get(large)))).isEqualTo("approval_unknown");
    }

    private List<UUID> ids(Actor person, ApprovalFilter filter) {
        return listed(person, filter).stream().map(each -> each.id()).toList();
    }

    private Verdict tap(Actor person, OpenTask task, String outcome, String data) {
        return as(
                person,
                () -> transactions.run(() -> tasks.tap(
                        TaskAudience.groups(Set.of("dispatcher", "manager", "admin")),
                        new Tasks.Tap(UUID.randomUUID(), task.id(), now(), outcome, new JsonMapper().readTree(data)))));
    }

    private CustomerRecord customer() {
        String name = "Oakwood " + UUID.randomUUID();
        return in(() -> customers.add(new CustomerFields(
                name, "5 Pine Street", UUID.randomUUID() + "@test.example", "+1 555 0100", null, null)));
    }

    private CustomerRecord reread(CustomerRecord customer) {
        return in(() -> customers.get(customer.id()));
    }

    private UUID changePhone(CustomerRecord customer, String phone) {
        UUID request = as(
                sid,
                () -> customers.submit(
                        customer.id(),
                        null,
                        now -> new CustomerFields(
                                now.name(),
                                now.address(),
                                now.email(),
                                phone,
                                now.managementCompanyId(),
                                now.salespersonId()),
                        "The old one is dead"));
        awaitTask(request);
        return request;
    }
}
