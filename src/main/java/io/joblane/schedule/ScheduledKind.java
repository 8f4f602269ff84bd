package io.joblane.schedule;

import io.joblane.company.Company;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One kind of work that becomes due on certain days in each company. Called for each of them with the company set. */
public interface ScheduledKind {
    /** Its name among the runs, in snake_case. Never changed: what has run is known by it. */
    String name();

    /**
     * Whether it could be due, as far as the database knows: most quarters of an hour end here, without a decision. Called in a
     * transaction of the company's database.
     *
     * @param now on the company's clock
     * @param lastRun the latest of its days for which it was started; null where it never was
     */
    boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun);

    /**
     * The day for which it is due now. Called outside any transaction, so it may ask a decision. A day and hour that the clock
     * leaves out in spring is due when the clock has passed them; one that comes twice in autumn is due the first time.
     */
    Optional<LocalDate> due(Company company, ZonedDateTime now);

    /**
     * Queues the message that starts its process, with the run's id as correlation key. Called in the transaction that writes
     * the run down, and again for the runs of the last day after the company's database was restored, so what the process does
     * it must do once only.
     */
    void start(Company company, UUID run, LocalDate day);
}
