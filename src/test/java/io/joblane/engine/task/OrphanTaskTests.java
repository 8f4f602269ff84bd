package io.joblane.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.joblane.booking.BookingStatus;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.process.ProcessTest;
import io.joblane.shared.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows of tasks that the engine has no longer. */
class OrphanTaskTests extends ProcessTest {
    @Autowired
    private CamundaClient client;

    @Autowired
    private OrphanTasks orphans;

    @Autowired
    private TaskTable table;

    private int closeOrphans() {
        return in(() -> orphans.closeOlderThan(Duration.ZERO));
    }

    @Test
    void aTaskWhoseRowWasForgottenIsClosedAndOneThatIsThereStays() {
        agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ACCEPTED);
        OpenTask start = task(booking, START);
        settle();
        assertThat(closeOrphans()).isZero();
        assertThat(task(booking, START).id()).isEqualTo(start.id());

        // A modification in Operate calls no canceling listener: cancelled behind our back, and the row opened again.
        client.newCancelInstanceCommand(instanceOf(start)).send().join();
        settle();
        in(() -> world.jdbc
                .sql("UPDATE user_task SET state = 'open', closed_at = NULL WHERE id = ?")
                .param(start.id())
                .update());

        assertThat(closeOrphans()).isEqualTo(1);
        assertThat(hasTask(booking, START)).isFalse();
        assertThat(tap(start, "done").kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(status(booking)).isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    void anInstanceThatIsCancelledClosesItsTasksByItself() {
        agent(0.3);
        UUID booking = place().id();
        bring(booking, BookingStatus.ACCEPTED);
        OpenTask start = task(booking, START);
        settle();

        client.newCancelInstanceCommand(instanceOf(start)).send().join();

        assertNothingLeft(booking);
    }

    @Test
    void aCancellationThatOvertakesTheCreationLeavesNoOpenRow() {
        OpenTask task = new OpenTask(
                Ids.next(),
                -1,
                "Task_Arrived",
                "Report the arrival",
                null,
                null,
                null,
                "somebody",
                List.of(),
                null,
                now());
        in(() -> {
            table.cancel(task, "bookingProcess", 1);
            table.add(task, "bookingProcess", 1);
            return null;
        });

        assertThat(in(() -> table.findOpen(task.id()))).isEmpty();
        assertThat(count("SELECT count(*) FROM user_task WHERE key = -1")).isEqualTo(1);
    }

    private long instanceOf(OpenTask task) {
        return in(() -> world.jdbc
                .sql("SELECT instance_key FROM user_task WHERE id = ?")
                .param(task.id())
                .query(Long.class)
                .single());
    }
}
