package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Approvals;
import io.joblane.approval.NewApproval;
import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.ApprovalDesk.Decided;
import io.joblane.approval.domain.ApprovalFilter;
import io.joblane.approval.domain.ApprovalService;
import io.joblane.approval.domain.ApprovalView;
import io.joblane.approval.domain.Decision;
import io.joblane.context.Actor;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.Tasks;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.shared.Problem;
import io.joblane.testing.TestPrices;
import io.joblane.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Paths of requests: people with their logins, and what they do. */
abstract class ApprovalTest extends ProcessTest {
    @Autowired
    Approvals approvals;

    @Autowired
    ApprovalService service;

    @Autowired
    TestPrices prices;

    @Autowired
    Tasks tasks;

    @Autowired
    Users users;

    @AfterEach
    void endRequests() {
        List<UUID> open = in(() -> world.jdbc
                .sql("SELECT id FROM approval_request WHERE state = 'pending'")
                .query(UUID.class)
                .list());
        open.forEach(id -> in(() -> transactions.run(() -> approvals.withdraw(id))));
        open.forEach(this::awaitEnd);
    }

    /** Somebody with a login and that role here. */
    Actor person(String name, Role role) {
        String email = email(name);
        UUID id = users.seed(List.of(new NewUser(email, name, company(), role)), "joblane-test")
                .get(email);
        return new Actor(id, name + " (" + role.key() + ")", Set.of(role.key()));
    }

    /** Another person in every test, so that each is told of their own only. */
    String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "-" + test + "@" + company() + ".example";
    }

    private final UUID test = UUID.randomUUID();

    <T> T as(Actor person, Callable<T> work) {
        return in(() -> World.as(person, work));
    }

    UUID submit(Actor person, NewApproval request) {
        as(
                person,
                () -> transactions.run(() -> {
                    approvals.submit(request);
                    return request.id();
                }));
        awaitTask(request.id());
        return request.id();
    }

    OpenTask awaitTask(UUID request) {
        await(
                "the task of " + request,
                () -> count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", request) == 1);
        return in(() -> tasks.find(
                        TaskAudience.groups(Set.of("dispatcher", "manager", "admin")),
                        world.jdbc
                                .sql("SELECT id FROM user_task WHERE subject_id = ? AND state = 'open'")
                                .param(request)
                                .query(UUID.class)
                                .single()))
                .orElseThrow();
    }

    Decided approve(Actor person, UUID request) {
        return decide(person, request, Decision.APPROVED, null, null);
    }

    Decided decide(
            Actor person, UUID request, Decision decision, @Nullable String note, @Nullable Integer targetVersion) {
        return as(person, () -> service.decide(request, new Answer(decision, note, targetVersion, null)));
    }

    /** The code with which it is refused. */
    String refused(Callable<?> work) {
        try {
            work.call();
        } catch (Problem problem) {
            return problem.code();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("It was done");
    }

    ApprovalView state(UUID request, ApprovalState expected) {
        ApprovalView view = as(World.admin(), () -> service.get(request)).request();
        assertThat(view.state()).isEqualTo(expected);
        return view;
    }

    List<ApprovalView> listed(Actor person, ApprovalFilter filter) {
        return as(person, () -> service.page(filter, null, 100));
    }

    void awaitEnd(UUID request) {
        await("the process of " + request + " ends", () -> !runs("approvalProcess", request));
        settle();
        assertThat(count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", request))
                .isZero();
    }

    /** How often somebody was told of an event. */
    int told(Actor person, String event) {
        return count(
                "SELECT count(*) FROM notification WHERE recipient_id = ? AND event = ? AND channel = 'in_app'",
                person.userId(),
                event);
    }

    String lastTold(Actor person, String event) {
        return in(() -> world.jdbc
                .sql("SELECT title || ': ' || body FROM notification WHERE recipient_id = ? AND event = ?"
                        + " AND channel = 'in_app' ORDER BY id DESC LIMIT 1")
                .param(person.userId())
                .param(event)
                .query(String.class)
                .single());
    }

    static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        CyclicBarrier start = new CyclicBarrier(works.size());
        List<Future<T>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
            for (Callable<T> work : works) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
        }
        return outcomes.stream().map(Future::resultNow).toList();
    }
}
