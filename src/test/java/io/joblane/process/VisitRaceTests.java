package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each tap of a visit against each interruption, in both orders: who was first in the database counts, and the engine follows. */
class VisitRaceTests extends VisitTest {
    private static final Duration UNTIL_LATE = Duration.ofMinutes(60 + 16);

    @Test
    void checkInBeforeTheLookForWhoIsLate() {
        Visit visit = visitNow();
        holdDelivery(visit.id());
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        pass(UNTIL_LATE);
        assertThat(hasTask(visit, ABSENT)).isFalse();

        releaseDelivery();
        task(visit, CHECK_OUT);
        assertThat(hasTask(visit, ABSENT)).isFalse();
    }

    @Test
    void checkInBeforeNoShow() {
        Visit visit = visitNow();
        pass(UNTIL_LATE);
        OpenTask asked = task(visit, ABSENT);
        holdDelivery(visit.id());
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        tooLate(tap(asked, "no_show", "{}"), "checked in meanwhile");
        tooLate(tap(asked, "still_coming", "{}"), "checked in meanwhile");

        releaseDelivery();
        task(visit, CHECK_OUT);
        settle();
        assertThat(hasTask(visit, ABSENT)).isFalse();
        assertThat(status(visit)).isEqualTo("on_site");
    }

    @Test
    void noShowBeforeCheckIn() {
        Visit visit = visitNow();
        pass(UNTIL_LATE);
        OpenTask checkIn = task(visit, CHECK_IN);
        OpenTask asked = task(visit, ABSENT);
        holdDelivery(visit.id());
        done(tap(asked, "no_show", "{}"));
        tooLate(tap(checkIn, "done", AT_SITE), "does not go to the job any more");

        releaseDelivery();
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("no_show");
    }

    @Test
    void stillComingAndThenCheckIn() {
        Visit visit = visitNow();
        pass(UNTIL_LATE);
        OpenTask asked = task(visit, ABSENT);
        holdDelivery(visit.id());
        done(tap(asked, "still_coming", "{}"));
        done(tap(visit, CHECK_IN, "done", AT_SITE));

        releaseDelivery();
        task(visit, CHECK_OUT);
        pass(Duration.ofMinutes(40));
        assertThat(hasTask(visit, ABSENT)).isFalse();
    }

    @Test
    void checkInBeforeTheAgentIsTakenOff() {
        Visit visit = visitNow();
        holdDelivery(visit.id());
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        assertThat(end(visit, "removed")).isTrue();

        releaseDelivery();
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("removed");
        assertThat(earned(visit)).isZero();
    }

    @Test
    void takenOffBeforeCheckIn() {
        Visit visit = visitNow();
        OpenTask checkIn = task(visit, CHECK_IN);
        holdDelivery(visit.id());
        end(visit, "removed");
        tooLate(tap(checkIn, "done", AT_SITE), "does not go to the job any more");

        releaseDelivery();
        assertOver(visit);
    }

    @Test
    void checkInBeforeAChangedTime() {
        Visit visit = visitNow();
        holdDelivery(visit.id());
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        move(visit, Duration.ofHours(5));

        releaseDelivery();
        task(visit, CHECK_OUT);
        settle();
        assertThat(hasTask(visit, CONFIRM)).isFalse();
    }

    @Test
    void changedTimeBeforeCheckIn() {
        Visit visit = visitNow();
        OpenTask checkIn = task(visit, CHECK_IN);
        holdDelivery(visit.id());
        move(visit, Duration.ofHours(5));
        tooLate(tap(checkIn, "done", AT_SITE), "time has changed");

        releaseDelivery();
        done(tap(visit, CONFIRM, "confirmed", "{}"));
        pass(Duration.ofHours(4));
        done(tap(visit, CHECK_IN, "done", AT_SITE));
    }

    /** The clock has passed it, and the message is on its way: nobody is asked about who has a new time. */
    @Test
    void changedTimeBeforeTheLookForWhoIsLate() {
        Visit visit = visitNow();
        holdDelivery(visit.id());
        move(visit, Duration.ofHours(5));
        pass(UNTIL_LATE);
        assertThat(hasTask(visit, ABSENT)).isFalse();

        releaseDelivery();
        task(visit, CONFIRM);
    }

    @Test
    void changedTimeAfterTheDispatcherWasAsked() {
        Visit visit = visitNow();
        pass(UNTIL_LATE);
        OpenTask asked = task(visit, ABSENT);
        move(visit, Duration.ofHours(5));
        task(visit, CONFIRM);
        settle();
        assertThat(hasTask(visit, ABSENT)).isFalse();
        tooLate(tap(asked, "no_show", "{}"), "closed before");
    }

    @Test
    void confirmedBeforeTheTimeToDoSoIsOver() {
        Visit visit = unconfirmed();
        holdDelivery(visit.id());
        done(tap(visit, CONFIRM, "confirmed", "{}"));
        pass(Duration.ofHours(5));
        assertThat(status(visit)).isEqualTo("accepted");

        releaseDelivery();
        pass(Duration.ofHours(23));
        task(visit, CHECK_IN);
    }

    @Test
    void timeOverBeforeItIsConfirmed() {
        Visit visit = unconfirmed();
        OpenTask question = task(visit, CONFIRM);
        pass(Duration.ofHours(5));
        tooLate(tap(question, "confirmed", "{}"), "closed before");
        assertThat(status(visit)).isEqualTo("removed");
        assertOver(visit);
    }

    @Test
    void confirmedBeforeTheTimeChangesAgain() {
        Visit visit = unconfirmed();
        OpenTask first = task(visit, CONFIRM);
        holdDelivery(visit.id());
        done(tap(first, "confirmed", "{}"));
        move(visit, Duration.ofHours(40));

        releaseDelivery();
        await(
                "it is asked anew",
                () -> in(() -> world.taskAbout(visit.id(), CONFIRM))
                        .filter(task -> !task.id().equals(first.id()))
                        .isPresent());
        done(tap(visit, CONFIRM, "confirmed", "{}"));
    }

    /** Nobody confirms a time that they have not seen. */
    @Test
    void changedAgainBeforeItIsConfirmed() {
        Visit visit = unconfirmed();
        OpenTask first = task(visit, CONFIRM);
        holdDelivery(visit.id());
        move(visit, Duration.ofHours(40));
        tooLate(tap(first, "confirmed", "{}"), "time has changed");
        tooLate(tap(first, "declined", "{}"), "time has changed");
        assertThat(count("SELECT count(*) FROM assignment WHERE confirmed AND id = ?", visit.id()))
                .isZero();

        releaseDelivery();
        await(
                "it is asked anew",
                () -> in(() -> world.taskAbout(visit.id(), CONFIRM))
                        .filter(task -> !task.id().equals(first.id()))
                        .isPresent());
    }

    @Test
    void confirmedBeforeTheAgentIsTakenOff() {
        Visit visit = unconfirmed();
        holdDelivery(visit.id());
        done(tap(visit, CONFIRM, "confirmed", "{}"));
        end(visit, "removed");

        releaseDelivery();
        assertOver(visit);
    }

    @Test
    void takenOffBeforeItIsConfirmed() {
        Visit visit = unconfirmed();
        OpenTask question = task(visit, CONFIRM);
        holdDelivery(visit.id());
        end(visit, "removed");
        tooLate(tap(question, "confirmed", "{}"), "does not go to the job any more");
        tooLate(tap(question, "declined", "{}"), "does not go to the job any more");

        releaseDelivery();
        assertOver(visit);
    }

    @Test
    void checkOutBeforeTheAgentIsTakenOff() {
        Visit visit = onSite();
        holdDelivery(visit.id());
        done(tap(visit, CHECK_OUT, "done", "{}"));
        assertThat(end(visit, "removed")).isFalse();

        releaseDelivery();
        assertOver(visit);
        assertThat(status(visit)).isEqualTo("completed");
        assertThat(earned(visit)).isEqualTo(1);
    }

    @Test
    void takenOffBeforeCheckOut() {
        Visit visit = onSite();
        OpenTask checkOut = task(visit, CHECK_OUT);
        holdDelivery(visit.id());
        end(visit, "removed");
        tooLate(tap(checkOut, "done", "{}"), "does not go to the job any more");

        releaseDelivery();
        assertOver(visit);
        assertThat(earned(visit)).isZero();
    }

    private Visit unconfirmed() {
        Visit visit = visit(Duration.ofHours(20));
        settle();
        move(visit, Duration.ofHours(30));
        task(visit, CONFIRM);
        settle();
        return visit;
    }
}
