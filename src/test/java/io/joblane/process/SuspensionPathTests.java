package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.BookingStatus;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine wants done while the company is suspended waits at the engine; no retry is spent on it. */
class SuspensionPathTests extends ProcessTest {
    @AfterEach
    void resume() {
        companies.resume(company());
    }

    @Test
    void aSearchThatFallsDueWhileSuspendedIsMadeAfterwards() {
        UUID agent = agent(1);
        UUID booking = place(Duration.ofDays(5)).id();
        settle();
        companies.suspend(company(), "test", null);
        clock.advance(Duration.ofDays(4).plusHours(23));

        // Longer than all of a job's retries together would last, were they spent.
        LockSupport.parkNanos(Duration.ofSeconds(12).toNanos());
        assertThat(status(booking)).isEqualTo(BookingStatus.AWAITING_ASSIGNMENT);
        assertThat(count("SELECT count(*) FROM dispatch_decision WHERE booking_id = ?", booking))
                .isZero();

        companies.resume(company());
        offerTo(agent, booking);
        finish(booking, agent);
    }
}
