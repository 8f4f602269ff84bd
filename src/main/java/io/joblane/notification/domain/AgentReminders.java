package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.workforce.ProofSource;
import io.joblane.workforce.ProofSource.Proof;
import io.joblane.workforce.WeekPlans;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reminds agents of what they have to do themselves. Nobody is reminded of the same twice. */
@Service
public class AgentReminders {
    private final WeekPlans plans;
    private final List<ProofSource> sources;
    private final AgentNotices notices;
    private final MessageTexts texts;
    private final Companies companies;
    private final Clock clock;

    AgentReminders(
            WeekPlans plans,
            List<ProofSource> sources,
            AgentNotices notices,
            MessageTexts texts,
            Companies companies,
            Clock clock) {
        this.plans = plans;
        this.sources = sources;
        this.notices = notices;
        this.texts = texts;
        this.companies = companies;
        this.clock = clock;
    }

    /** What agents are reminded of. */
    public List<String> kindsOfProofs() {
        return sources.stream().map(ProofSource::kind).toList();
    }

    /**
     * Everybody who has said nothing of the week yet.
     *
     * @return how many messages are new in the ledger
     */
    @Transactional
    public int ofWeek(String event, LocalDate monday) {
        Company company = companies.current();
        return notices.tell(
                event,
                Map.of("from", texts.date(company, monday), "to", texts.date(company, monday.plusDays(6))),
                plans.agentsWithoutPlan(monday).stream()
                        .map(agent -> new AgentNotices.To(agent, event + ":" + agent + ":" + monday, About.NOTHING))
                        .toList());
    }

    /**
     * Everybody whose proof is at one of its steps: as many days before its end, or less, but more than at the next step.
     *
     * @param steps days before the end, for each kind of proof; without any nobody is reminded of that kind
     * @return how many messages are new in the ledger
     */
    @Transactional
    public int ofExpiry(String event, Map<String, List<Integer>> steps) {
        Company company = companies.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), company.timeZone());
        int told = 0;
        for (ProofSource source : sources) {
            List<Integer> days = steps.getOrDefault(source.kind(), List.of());
            if (days.isEmpty()) {
                continue;
            }
            for (Proof proof : source.endingBetween(today, today.plusDays(Collections.max(days)))) {
                told += tell(event, source.kind(), proof, ChronoUnit.DAYS.between(today, proof.until()), days);
            }
        }
        return told;
    }

    private int tell(String event, String kind, Proof proof, long left, List<Integer> steps) {
        Optional<Integer> step = steps.stream().filter(days -> days >= left).min(Integer::compare);
        return step.map(days -> notices.tell(
                        event,
                        Map.of(
                                "name", proof.name(),
                                "until", texts.date(companies.current(), proof.until()),
                                "days", Long.toString(left)),
                        List.of(new AgentNotices.To(proof.agentId(), key(event, kind, proof, days), About.NOTHING))))
                .orElse(0);
    }

    /** A renewed proof has another end, and its own reminders. */
    private static String key(String event, String kind, Proof proof, int step) {
        UUID id = proof.id();
        return event + ":" + kind + ":" + id + ":" + proof.until() + ":" + step;
    }
}
