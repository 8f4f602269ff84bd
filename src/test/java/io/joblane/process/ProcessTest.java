package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.testing.ApplicationTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** One path of the processes at a time, through the real workers, on the embedded engine with the clock moved. */
abstract class ProcessTest extends ApplicationTest {
    static final String ACCEPT = "Task_AcceptTrip";
    static final String START = "Task_StartPickup";
    static final String ARRIVED = "Task_Arrived";
    static final String ON_BOARD = "Task_CustomerOnBoard";
    static final String COMPLETE = "Task_CompleteTrip";
    static final String BY_HAND = "Task_AssignByHand";

    @BeforeEach
    void emptyTheFleet() {
        in(() -> {
            world.everybodyLeaves();
            return null;
        });
    }

    /** A booking on account, so far ahead that its dispatch window is open and its reminder is still to come. */
    BookingView place() {
        return in(() -> world.place(now().plus(Duration.ofMinutes(60))));
    }

    UUID agent(double kmAway) {
        return in(() -> world.agent(kmAway));
    }

    OpenTask task(UUID booking, String element) {
        await(element + " for " + booking + " (is " + status(booking) + ")", () -> in(() -> world.task(booking, element))
                .isPresent());
        return in(() -> world.task(booking, element)).orElseThrow();
    }

    Verdict tap(UUID booking, String element, String outcome) {
        OpenTask task = task(booking, element);
        return in(() -> world.tap(task, outcome, "{}"));
    }

    void step(UUID booking, String element) {
        assertThat(tap(booking, element, ACCEPT.equals(element) ? "accepted" : "done").kind())
                .isEqualTo(Verdict.Kind.DONE);
    }

    /** Takes the booking through its steps up to that status. */
    void bring(UUID booking, BookingStatus to) {
        if (to.compareTo(BookingStatus.ASSIGNED) >= 0) {
            task(booking, ACCEPT);
        }
        String[] steps = {ACCEPT, START, ARRIVED, ON_BOARD, COMPLETE};
        for (int i = 0; i < to.ordinal() - BookingStatus.ASSIGNED.ordinal() && i < steps.length; i++) {
            step(booking, steps[i]);
        }
        awaitStatus(booking, to);
    }

    BookingStatus status(UUID booking) {
        return in(() -> world.status(booking));
    }

    void awaitStatus(UUID booking, BookingStatus expected) {
        await(booking + " becomes " + expected + ", is " + status(booking), () -> status(booking) == expected);
    }

    int count(String sql, Object... params) {
        return in(() -> {
            var statement = world.jdbc.sql(sql);
            for (Object param : params) {
                statement = statement.param(param);
            }
            return statement.query(Integer.class).single();
        });
    }

    int notifications(UUID booking, String event) {
        return count("SELECT count(*) FROM notification WHERE booking_id = ? AND event = ? AND channel = 'in_app'", booking, event)
                + count("SELECT count(*) FROM notification WHERE booking_id = ? AND event = ? AND channel = 'email'", booking, event);
    }
}
