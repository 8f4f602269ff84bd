package io.joblane.notification.delivery;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.notification.channel.ChannelAccounts;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Sender;
import io.joblane.notification.delivery.Routing.Answer;
import io.joblane.notification.delivery.Routing.Question;
import io.joblane.notification.delivery.Verdict.Later;
import io.joblane.notification.delivery.Verdict.Moved;
import io.joblane.notification.delivery.Verdict.Suppressed;
import io.joblane.notification.recipient.Recipient;
import io.joblane.notification.recipient.Recipients;
import io.joblane.notification.recipient.UnsubscribeLinks;
import io.joblane.notification.template.Rendered;
import io.joblane.notification.template.TemplateRefusedException;
import io.joblane.notification.template.Wording;
import io.joblane.notification.template.Words;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds out for claimed rows through which channel each goes now, and makes the message that goes there. Outside transactions. */
@Component
class Courier {
    /** What was not sent by then tells nobody anything new. */
    private static final Duration TOO_OLD = Duration.ofHours(24);

    private final Routing routing;
    private final ChannelAccounts accounts;
    private final Recipients recipients;
    private final Wording wording;
    private final UnsubscribeLinks links;
    private final Callbacks callbacks;
    private final Companies companies;
    private final ObjectProvider<Showcase> showcase;
    private final Clock clock;

    Courier(
            Routing routing,
            ChannelAccounts accounts,
            Recipients recipients,
            Wording wording,
            UnsubscribeLinks links,
            Callbacks callbacks,
            Companies companies,
            ObjectProvider<Showcase> showcase,
            Clock clock) {
        this.routing = routing;
        this.accounts = accounts;
        this.recipients = recipients;
        this.wording = wording;
        this.links = links;
        this.callbacks = callbacks;
        this.companies = companies;
        this.showcase = showcase;
        this.clock = clock;
    }

    /** A row with the message that is to be sent now. */
    record Ready(
            Due row,
            Route route,
            int step,
            Outbound message,
            Sender sender,
            @Nullable Integer segments) {}

    /** @param verdicts those that are not sent now */
    record Plan(List<Verdict> verdicts, List<Ready> ready) {}

    Plan plan(List<Due> rows) {
        Round round = new Round(
                companies.current(),
                accounts.senders(),
                recipients.read(rows.stream().map(Due::recipient).collect(Collectors.toSet())),
                wording.own(),
                clock.instant());
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>());
        rows.forEach(row -> round.plan(row, plan));
        return plan;
    }

    /** What many rows have in common. */
    private final class Round {
        private final Company company;
        private final Map<ChannelKind, Sender> senders;
        private final Map<Recipients.Key, Recipient> people;
        private final Wording.Own own;
        private final Instant now;

        Round(
                Company company,
                Map<ChannelKind, Sender> senders,
                Map<Recipients.Key, Recipient> people,
                Wording.Own own,
                Instant now) {
            this.company = company;
            this.senders = senders;
            this.people = people;
            this.own = own;
            this.now = now;
        }

        void plan(Due row, Plan plan) {
            Recipient person = people.get(row.recipient());
            if (person == null) {
                plan.verdicts().add(new Verdict(row, null, 0, new Suppressed("recipient is gone")));
                return;
            }
            ZonedDateTime local = now.atZone(company.timeZone());
            Answer answer = routing.ask(
                    Question.of(row.event(), row.kind(), row.priority(), local.getHour(), person.preference()));
            Route route = row.route() == null ? answer.route() : row.route();
            int first = row.step() == null ? 0 : row.step();
            if (row.inDoubt() && row.step() != null && row.route() != null) {
                // It may have arrived: that is cleared up on its own channel before anything else.
                ready(row, route, first, person, plan);
                return;
            }
            if (row.createdAt().plus(TOO_OLD).isBefore(now)) {
                plan.verdicts().add(new Verdict(row, route, first, new Suppressed("older than a day")));
                return;
            }
            List<String> passed = new ArrayList<>();
            for (int step = first; step < route.channels().size(); step++) {
                ChannelKind channel = route.channels().get(step);
                @Nullable String why = whyNot(channel, person);
                if (why == null) {
                    go(row, route, step, person, answer, local, passed, plan);
                    return;
                }
                passed.add(channel.key() + ": " + why);
            }
            if (first == 0) {
                show(row, route, person);
            }
            String why = passed.isEmpty() ? "the app is enough" : String.join("; ", passed);
            plan.verdicts().add(new Verdict(row, route, first, new Suppressed(why)));
        }

        private @Nullable String whyNot(ChannelKind channel, Recipient person) {
            if (!senders.containsKey(channel)) {
                return "channel not configured";
            }
            return person.addresses(channel).isEmpty() ? person.whyNone(channel) : null;
        }

        private void go(
                Due row,
                Route route,
                int step,
                Recipient person,
                Answer answer,
                ZonedDateTime local,
                List<String> passed,
                Plan plan) {
            ChannelKind channel = route.channels().get(step);
            if (channel != row.channel()) {
                plan.verdicts().add(new Verdict(row, route, step, new Moved(step, String.join("; ", passed))));
                return;
            }
            if (answer.waits() && channel != ChannelKind.EMAIL) {
                Instant until = untilHour(answer.until(), person, local);
                plan.verdicts().add(new Verdict(row, route, step, new Later(until, "quiet hours", false)));
                return;
            }
            ready(row, route, step, person, plan);
        }

        private Instant untilHour(@Nullable Integer said, Recipient person, ZonedDateTime local) {
            Integer own = person.preference().quietUntil();
            int hour = said != null ? said : own != null ? own : local.getHour() + 1;
            ZonedDateTime today = local.toLocalDate().atTime(hour % 24, 0).atZone(local.getZone());
            return (today.isAfter(local) ? today : today.plusDays(1)).toInstant();
        }

        private void ready(Due row, Route route, int step, Recipient person, Plan plan) {
            ChannelKind channel = row.channel();
            Sender sender = senders.get(channel);
            List<String> to = person.addresses(channel);
            if (sender == null || to.isEmpty()) {
                // It was in doubt, and cannot even be looked up any more.
                String why = "unknown whether it was sent; " + whyNot(channel, person);
                plan.verdicts().add(new Verdict(row, route, step, new Verdict.Failed(why)));
                return;
            }
            try {
                @Nullable URI unsubscribe = channel == ChannelKind.EMAIL ? links.make(to.getFirst()) : null;
                Rendered said = render(row, channel, person, unsubscribe);
                Outbound message = new Outbound(
                        row.id(),
                        to,
                        said.title(),
                        said.text(),
                        said.html(),
                        route.isUrgent(),
                        data(row),
                        callbacks.of(channel, row.id()),
                        unsubscribe);
                plan.ready().add(new Ready(row, route, step, message, sender, said.segments()));
            } catch (TemplateRefusedException e) {
                plan.verdicts().add(new Verdict(row, route, step, new Verdict.Failed("no words: " + e.getMessage())));
            }
        }

        private Rendered render(Due row, ChannelKind channel, Recipient person, @Nullable URI unsubscribe) {
            return wording.render(
                    own,
                    row.wording(),
                    channel,
                    row.facts(),
                    person.preference().language(),
                    unsubscribe == null ? "" : unsubscribe.toString(),
                    new Words(row.title(), row.body(), null));
        }

        /** The first channel that is only missing its account. */
        private void show(Due row, Route route, Recipient person) {
            Showcase shown = showcase.getIfAvailable();
            if (shown == null) {
                return;
            }
            for (ChannelKind channel : route.channels()) {
                List<String> to = person.addresses(channel);
                if (!senders.containsKey(channel) && !to.isEmpty()) {
                    shown.show(new Showcase.Shown(
                            row.id(),
                            row.event(),
                            row.kind().key(),
                            channel.key(),
                            to,
                            render(row, channel, person, null),
                            now));
                    return;
                }
            }
        }

        private Map<String, String> data(Due row) {
            Map<String, String> data = new HashMap<>(row.ids());
            data.put("event", row.event());
            data.put("messageId", row.messageId().toString());
            return data;
        }
    }
}
