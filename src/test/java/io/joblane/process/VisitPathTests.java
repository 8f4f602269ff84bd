package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.OpenTask;
import io.joblane.engine.Reentry;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every way through the process of a visit. */
class VisitPathTests extends VisitTest {
    @Autowired
    List<Reentry> reentries;

    @Test
    void fromTheReminderToWhatWasEarned() {
        Visit visit = visit(Duration.ofHours(20));
        settle();
        assertThat(hasTask(visit, CHECK_IN)).isFalse();
        assertThat(told(visit, "visit_reminder")).isZero();

        pass(Duration.ofHours(18));
        assertThat(told(visit, "visit_reminder")).isEqualTo(1);
        OpenTask checkIn = task(visit, CHECK_IN);
        assertThat(checkIn.assignee()).isEqualTo(visit.agent().toString());
        assertThat(checkIn.jobId()).isEqualTo(visit.job());
        assertThat(checkIn.dueAt()).isEqualTo(arrival(visit).plus(Duration.ofMinutes(15)));
        pass(Duration.ofHours(2));
        done(tap(checkIn, "done", AT_SITE));

        task(visit, CHECK_OUT);
        assertThat(status(visit)).isEqualTo("on_site");
        assertThat(count("SELECT count(*) FROM job WHERE id = ? AND status = 'in_progress'", visit.job()))
                .isEqualTo(1);
        pass(Duration.ofMinutes(40));
        done(tap(visit, CHECK_OUT, "done", "{\"notes\": \"Valve replaced\"}"));

        assertOver(visit);
        assertThat(status(visit)).isEqualTo("completed");
        assertThat(count("SELECT count(*) FROM assignment WHERE active AND id = ?", visit.id()))
                .isZero();
        assertThat(count(
                        "SELECT count(*) FROM assignment WHERE id = ? AND upper(during) = checked_out_at AND work_notes = 'Valve replaced'",
                        visit.id()))
                .isEqualTo(1);
        assertThat(in(() -> world.jdbc
                        .sql("SELECT amount FROM earning WHERE assignment_id = ? AND minutes BETWEEN 40 AND 41")
                        .param(visit.id())
                        .query(BigDecimal.class)
                        .single()))
                .isBetween(new BigDecimal("15.00"), new BigDecimal("15.38"));
        assertThat(told(visit, "visit_check_out_missing")).isZero();
        assertThat(logged(visit, "checked_in")).isEqualTo(1);
        assertThat(logged(visit, "checked_out")).isEqualTo(1);
    }

    @Test
    void anUrgentJobThatBeginsAtOnceCanBeCheckedInAtOnce() {
        Visit visit = visit("gardening", "urgent", Duration.ofMinutes(5));
        task(visit, CHECK_IN);
        pass(Duration.ofMinutes(14));
        assertThat(hasTask(visit, ABSENT)).isFalse();
        pass(Duration.ofMinutes(2));
        task(visit, ABSENT);
    }

    @Test
    void whoIsElsewhereSaysWhyAndIsMarked() {
        Visit visit = visitNow();
        String away = "{\"lat\": 40.71, \"lng\": -74.01, \"accuracy\": 5}";
        OpenTask checkIn = task(visit, CHECK_IN);
        assertProblem("outside_site", () -> tap(checkIn, "done", away));
        assertProblem("position_required", () -> tap(checkIn, "done", "{}"));
        assertProblem("invalid_check_in", () -> tap(checkIn, "done", "{\"lat\": 40.7}"));
        assertProblem("invalid_check_in", () -> tap(checkIn, "done", "{\"lat\": 940.7, \"lng\": 1}"));
        assertProblem("invalid_check_in", () -> tap(checkIn, "done", "{\"lat\": [], \"lng\": 1}"));
        assertProblem("reason_too_long", () -> tap(checkIn, "done", "{\"reason\": \"" + "x".repeat(501) + "\"}"));
        assertThat(status(visit)).isEqualTo("accepted");

        done(tap(checkIn, "done", away.replace("}", ", \"reason\": \"The gate is locked\"}")));

        task(visit, CHECK_OUT);
        assertThat(count(
                        "SELECT count(*) FROM job_log WHERE assignment_id = ? AND type = 'checked_in'"
                                + " AND data ->> 'outside' = 'true' AND (data ->> 'metres')::int BETWEEN 1100 AND 1125 AND reason = 'The gate is locked'",
                        visit.id()))
                .isEqualTo(1);
        assertThat(count("SELECT check_in_metres FROM assignment WHERE id = ?", visit.id()))
                .isBetween(1100, 1125);
    }

    @Test
    void whoDoesNotCheckOutIsReminded() {
        Visit visit = onSite();
        pass(Duration.ofMinutes(60 + 60 + 58));
        assertThat(told(visit, "visit_check_out_missing")).isZero();
        pass(Duration.ofMinutes(3));
        assertThat(told(visit, "visit_check_out_missing")).isEqualTo(1);
        done(tap(visit, CHECK_OUT, "done", "{}"));
        assertOver(visit);
        assertThat(earned(visit)).isEqualTo(1);
    }

    @Test
    void aDispatcherIsAskedAboutWhoDoesNotComeUntilTheyKnow() {
        Visit visit = visitNow();
        pass(Duration.ofMinutes(60 + 16));
        OpenTask asked = task(visit, ABSENT);
        assertThat(asked.candidateGroups()).containsExactly("dispatcher");
        assertThat(asked.jobId()).isEqualTo(visit.job());
        assertThat(hasTask(visit, CHECK_IN)).isTrue();
        done(tap(asked, "still_coming", "{\"reason\": \"Flat tyre\"}"));
        settle();
        assertThat(hasTask(visit, ABSENT)).isFalse();

        pass(Duration.ofMinutes(31));
        OpenTask again = task(visit, ABSENT);
        assertThat(again.id()).isNotEqualTo(asked.id());
        done(tap(again, "no_show", "{\"reason\": \"Does not answer\"}"));

        assertOver(visit);
        assertThat(status(visit)).isEqualTo("no_show");
        assertThat(told(visit, "visit_no_show")).isEqualTo(1);
        assertThat(earned(visit)).isZero();
        assertThat(logged(visit, "still_coming")).isEqualTo(1);
        assertThat(logged(visit, "no_show")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM assignment WHERE active AND id = ?", visit.id()))
                .isZero();
    }

    @Test
    void whoComesLateCheckesInAndNobodyIsAskedAnyMore() {
        Visit visit = visitNow();
        pass(Duration.ofMinutes(60 + 16));
        task(visit, ABSENT);
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        task(visit, CHECK_OUT);
        settle();
        assertThat(hasTask(visit, ABSENT)).isFalse();
        pass(Duration.ofMinutes(40));
        assertThat(hasTask(visit, ABSENT)).isFalse();
    }

    @Test
    void aChangedTimeIsConfirmedAndTheTimesMoveWithIt() {
        Visit visit = visit(Duration.ofHours(20));
        settle();
        move(visit, Duration.ofHours(30));
        OpenTask question = task(visit, CONFIRM);
        assertThat(question.assignee()).isEqualTo(visit.agent().toString());
        done(tap(question, "confirmed", "{}"));
        settle();
        assertThat(count("SELECT count(*) FROM assignment WHERE confirmed AND id = ?", visit.id()))
                .isEqualTo(1);

        pass(Duration.ofHours(27).plusMinutes(58));
        assertThat(hasTask(visit, CHECK_IN)).isFalse();
        pass(Duration.ofMinutes(3));
        task(visit, CHECK_IN);
        assertThat(logged(visit, "time_confirmed")).isEqualTo(1);
    }

    @Test
    void aChangeWhileTheAgentMayCheckInTakesTheTaskBackUntilItIsConfirmed() {
        Visit visit = visitNow();
        move(visit, Duration.ofHours(10));
        OpenTask question = task(visit, CONFIRM);
        settle();
        assertThat(hasTask(visit, CHECK_IN)).isFalse();
        done(tap(question, "confirmed", "{}"));
        settle();
        assertThat(hasTask(visit, CHECK_IN)).isFalse();
        pass(Duration.ofHours(8));
        task(visit, CHECK_IN);
        assertThat(told(visit, "visit_reminder")).as("one for each time").isEqualTo(2);
    }

    @Test
    void aTimeThatDoesNotSuitFreesTheSlot() {
        Visit visit = visit(Duration.ofHours(20));
        settle();
        move(visit, Duration.ofHours(30));
        done(tap(visit, CONFIRM, "declined", "{}"));
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("removed");
        assertThat(count("SELECT agents_assigned FROM job WHERE id = ?", visit.job()))
                .isZero();
    }

    @Test
    void whoDoesNotSayInTimeIsTakenOff() {
        Visit visit = visit(Duration.ofHours(20));
        settle();
        move(visit, Duration.ofHours(30));
        task(visit, CONFIRM);
        pass(Duration.ofHours(4).minusMinutes(1));
        assertThat(hasTask(visit, CONFIRM)).isTrue();
        pass(Duration.ofMinutes(2));
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("removed");
    }

    @Test
    void atTheLatestTheyAreTakenOffWhenTheyShouldBeThere() {
        Visit visit = visitNow();
        move(visit, Duration.ofHours(2));
        task(visit, CONFIRM);
        pass(Duration.ofHours(2).plusMinutes(1));
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("removed");
    }

    @Test
    void whoIsTakenOffGoesNoMoreWhereverTheyStand() {
        Visit waiting = visit(Duration.ofHours(20));
        Visit asked = visit(Duration.ofHours(20));
        Visit ready = visitNow();
        Visit working = onSite();
        settle();
        move(asked, Duration.ofHours(30));
        task(asked, CONFIRM);
        for (Visit visit : List.of(waiting, asked, ready, working)) {
            assertThat(end(visit, "removed")).isTrue();
            assertOver(visit);
            assertThat(earned(visit)).isZero();
        }
        pass(Duration.ofHours(40));
        assertThat(count("SELECT count(*) FROM user_task WHERE state = 'open'")).isZero();
    }

    @Test
    void photosAndSignatureAreWantedBeforeTheCheckOut() {
        Visit visit = visit("Installation", "standard", Duration.ofHours(1));
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        OpenTask checkOut = task(visit, CHECK_OUT);
        assertProblem("photos_missing", () -> tap(checkOut, "done", "{}"));
        file(visit, "photo");
        assertProblem("photos_missing", () -> tap(checkOut, "done", "{}"));
        file(visit, "photo");
        assertProblem("signature_missing", () -> tap(checkOut, "done", "{}"));
        file(visit, "signature");
        done(tap(checkOut, "done", "{}"));
        assertOver(visit);
    }

    @Test
    void onlyTheLeadAgentBringsTheSignatureWhereThereIsOne() {
        Visit lead = visit("Installation", "standard", Duration.ofHours(1));
        UUID helper = agent(1);
        Visit other = in(() -> transactions.run(() -> {
            world.jdbc
                    .sql("UPDATE job SET lead_agent_id = ?, agents_required = 2, agents_assigned = 2 WHERE id = ?")
                    .param(lead.agent())
                    .param(lead.job())
                    .update();
            UUID assignment = sites().assignment(lead.job(), helper, "accepted", now());
            sites().announce(company(), lead.job(), assignment, helper, "standard");
            return new Visit(lead.job(), assignment, helper);
        }));
        for (Visit visit : List.of(lead, other)) {
            done(tap(visit, CHECK_IN, "done", AT_SITE));
            file(visit, "photo");
            file(visit, "photo");
        }
        done(tap(other, CHECK_OUT, "done", "{}"));
        OpenTask checkOut = task(lead, CHECK_OUT);
        assertProblem("signature_missing", () -> tap(checkOut, "done", "{}"));
        file(lead, "signature");
        done(tap(checkOut, "done", "{}"));
        assertOver(lead);
        assertOver(other);
    }

    /** As after a restore: the rows are there, and nobody serves them. */
    @Test
    void aVisitGoesOnFromWhereItStands() {
        Visit accepted = row("accepted", Duration.ofHours(1));
        Visit unconfirmed = row("accepted", Duration.ofHours(20));
        Visit working = row("on_site", Duration.ofMinutes(-10));
        Visit unpaid = row("completed", Duration.ofHours(-3));
        Visit gone = row("removed", Duration.ofHours(1));
        in(() -> world.jdbc
                .sql(
                        "UPDATE assignment SET confirmed = id <> ?, completed_at = CASE WHEN status = 'completed' THEN now() END"
                                + " WHERE id IN (?, ?, ?, ?)")
                .params(unconfirmed.id(), accepted.id(), unconfirmed.id(), working.id(), unpaid.id())
                .update());

        int started = in(() -> transactions.run(() -> reentries.stream()
                .filter(each -> each.getClass().getSimpleName().equals("VisitReentry"))
                .mapToInt(Reentry::startAgain)
                .sum()));

        assertThat(started).isEqualTo(4);
        task(accepted, CHECK_IN);
        task(unconfirmed, CONFIRM);
        done(tap(working, CHECK_OUT, "done", "{}"));
        assertOver(working);
        assertOver(unpaid);
        assertThat(earned(unpaid)).isEqualTo(1);
        assertThat(isVisited(gone.id())).isFalse();
    }

    @Test
    void aTapSentTwiceCountsOnce() {
        Visit visit = visitNow();
        OpenTask checkIn = task(visit, CHECK_IN);
        UUID action = UUID.randomUUID();
        Verdict first = in(() -> world.tap(checkIn, action, "done", AT_SITE));
        done(first);
        assertThat(in(() -> world.tap(checkIn, action, "done", AT_SITE)).kind()).isEqualTo(first.kind());
        assertThat(in(() -> world.tap(checkIn, UUID.randomUUID(), "done", AT_SITE))
                        .kind())
                .isEqualTo(Verdict.Kind.ALREADY_DONE);
        assertThat(logged(visit, "checked_in")).isEqualTo(1);
    }

    private Visit row(String status, Duration ahead) {
        UUID agent = agent(1);
        return in(() -> transactions.run(() -> {
            UUID job = sites().job("gardening", "standard", now().plus(ahead), null);
            return new Visit(job, sites().assignment(job, agent, status, now()), agent);
        }));
    }

    private void file(Visit visit, String kind) {
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO stored_file (id, kind, storage_key, content_type, size, sha256, name, agent_id, job_id, assignment_id,
                            uploaded_by, created_at, created_by, updated_at, updated_by, version)
                        VALUES (gen_random_uuid(), ?, gen_random_uuid()::text, 'image/png', 1, repeat('0', 64), 'n', ?, ?, ?,
                            'test', now(), 'test', now(), 'test', 0)
                        """)
                .params(kind, visit.agent(), visit.job(), visit.id())
                .update());
    }

    private static void assertProblem(String code, Runnable tap) {
        assertThatThrownBy(tap::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
