package io.joblane.job.recurrence;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.job.JobPosts;
import io.joblane.job.recurrence.Occurrences.Occurrence;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Posts the jobs of recurrences as long ahead as each wants it: every time once, however many replicas do so, because each is
 * posted under the recurrence's lock. A time that has passed is left out, and so is what the rule named while it paused.
 */
@Service
public class RecurringJobs {
    private static final Logger log = LoggerFactory.getLogger(RecurringJobs.class);
    /** Of one recurrence at a time; more wait for the next time. Half a year, four times a day, is less. */
    private static final int MOST_AT_ONCE = 800;

    private final RecurrenceTable table;
    private final JobPosts posts;
    private final Companies companies;
    private final Transactions transactions;
    private final Clock clock;

    RecurringJobs(RecurrenceTable table, JobPosts posts, Companies companies, Transactions transactions, Clock clock) {
        this.table = table;
        this.posts = posts;
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether there is any recurrence that does not pause. */
    public boolean any() {
        return !table.active().isEmpty();
    }

    /**
     * Posts what is due now of all recurrences. Call it outside of any transaction.
     *
     * @return how many jobs were posted
     */
    public int postDue() {
        return table.active().stream().mapToInt(this::postDue).sum();
    }

    /** {@link #postDue()} of one. */
    int postDue(UUID id) {
        int posted = 0;
        for (int looks = 0; looks < MOST_AT_ONCE; looks++) {
            Optional<Due> due = table.find(id).flatMap(this::due);
            if (due.isEmpty()) {
                break;
            }
            try {
                posted += post(due.get()) ? 1 : 0;
            } catch (Problem problem) {
                note(due.get(), problem);
                break;
            }
        }
        return posted;
    }

    /** @return false where another replica has posted it meanwhile, or somebody changed what recurs: look again */
    private boolean post(Due due) {
        UUID id = due.recurrence().id();
        // May ask the engine, so it comes before the transaction.
        JobPosts.Draft draft =
                posts.draft(due.recurrence().template().order(due.occurrence().at()), null, id);
        return transactions.run(() -> {
            if (table.lock(id).filter(due.recurrence()::equals).isEmpty()) {
                return false;
            }
            table.posted(id, due.occurrence().start(), posts.post(draft).id());
            return true;
        });
    }

    /** The office sees it at the recurrence; it is tried again with the next run. */
    private void note(Due due, Problem problem) {
        log.warn(
                "Recurrence {} cannot post its job of {}: {}",
                due.recurrence().id(),
                due.occurrence().start(),
                problem.code());
        transactions.run(() -> {
            table.trouble(due.recurrence().id(), problem.detail());
            return true;
        });
    }

    private record Due(Recurrence recurrence, Occurrence occurrence) {}

    private Optional<Due> due(Recurrence recurrence) {
        if (!recurrence.active()) {
            return Optional.empty();
        }
        ZoneId zone = companies.current().timeZone();
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone);
        List<Occurrence> next = recurrence
                .occurrences(zone)
                .between(recurrence.postedBefore(now), now.plusDays(recurrence.leadDays()), 1);
        return next.isEmpty() ? Optional.empty() : Optional.of(new Due(recurrence, next.get(0)));
    }
}
