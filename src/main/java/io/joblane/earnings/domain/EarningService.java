package io.joblane.earnings.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.earnings.Earnings;
import io.joblane.earnings.PayRule;
import io.joblane.earnings.domain.EarningTable.Work;
import io.joblane.identity.Admin;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Money;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.Agents;
import io.joblane.workforce.SignedInAgent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What agents earned. */
@Service
public class EarningService implements Earnings {
    private static final int LONGEST_DAYS = 400;

    private final EarningTable table;
    private final Companies companies;
    private final Agents agents;
    private final SignedInAgent self;
    private final Clock clock;

    EarningService(EarningTable table, Companies companies, Agents agents, SignedInAgent self, Clock clock) {
        this.table = table;
        this.companies = companies;
        this.agents = agents;
        this.self = self;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void recordTrip(UUID bookingId, Money price, PayRule rule) {
        table.trip(bookingId).ifPresent(work -> save(work, price, rule));
    }

    @Override
    @Transactional
    public void recordJob(UUID assignmentId, PayRule rule) {
        Money nothing = new Money(BigDecimal.ZERO, companies.current().currency());
        table.job(assignmentId).ifPresent(work -> save(work, nothing, rule));
    }

    private void save(Work work, Money price, PayRule rule) {
        LocalDate day = work.to().atZone(companies.current().timeZone()).toLocalDate();
        int minutes = (int) Math.max(0, Duration.between(work.from(), work.to()).toMinutes());
        table.save(work, day, minutes, rule.pay(price, minutes), rule);
    }

    /** What to add up: from Monday until today where nothing is said; both days belong to it. */
    public record Range(@Nullable LocalDate from, @Nullable LocalDate to, Grouping by) {}

    @AgentOnly
    @Transactional(readOnly = true)
    public List<Period> own(Range range) {
        return add(self.may(AgentAction.VIEW_EARNINGS).id(), range);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<Period> of(UUID agentId, Range range) {
        if (agents.find(agentId).isEmpty()) {
            throw Problem.notFound("agent_unknown", "There is no such agent.");
        }
        return add(agentId, range);
    }

    private List<Period> add(UUID agentId, Range range) {
        Company company = companies.current();
        LocalDate to =
                range.to() == null ? clock.instant().atZone(company.timeZone()).toLocalDate() : range.to();
        LocalDate from =
                range.from() == null ? to.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : range.from();
        requireRange(from, to);
        return table.add(agentId, from, to, range.by());
    }

    /** @throws Problem 400 {@code invalid_range} */
    public void requireRange(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1 || days > LONGEST_DAYS) {
            throw Problem.badRequest(
                    "invalid_range",
                    "\"from\" must not be after \"to\", and at most " + LONGEST_DAYS + " days may be asked for.");
        }
    }

    /** Hands over what each agent earned, by name and currency; both days belong to it. Joins the caller's transaction. */
    @Admin
    public void payroll(LocalDate from, LocalDate to, Consumer<List<?>> each) {
        table.payroll(from, to, each);
    }
}
