package io.joblane.notification.delivery;

import io.joblane.context.CurrentCompany;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Sender;
import io.joblane.notification.delivery.Courier.Ready;
import io.joblane.notification.delivery.Verdict.Change;
import io.joblane.notification.delivery.Verdict.Doubt;
import io.joblane.notification.delivery.Verdict.Failed;
import io.joblane.notification.delivery.Verdict.Later;
import io.joblane.notification.delivery.Verdict.Sent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands messages to a provider and reads from its answer what becomes of them. One that may have arrived already is looked up
 * first: an SMS is sent again only where the provider says that it has none; mail and push, where nobody can look, carry what lets
 * the other end recognise the second copy.
 */
@Component
class Dispatch {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
    /** By then a provider's list shows what it took. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final DeliveryTable table;
    private final Clock clock;

    Dispatch(DeliveryTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** @param batch all for one sender; in the current company */
    List<Verdict> send(List<Ready> batch) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Ready> toSend = new ArrayList<>();
        for (Ready ready : batch) {
            @Nullable Change known = ready.row().inDoubt() ? lookUp(ready) : null;
            if (known == null) {
                toSend.add(ready);
            } else {
                verdicts.add(verdict(ready, known));
            }
        }
        if (toSend.isEmpty()) {
            return verdicts;
        }
        Sender sender = toSend.getFirst().sender();
        List<Outcome> outcomes = sender.send(toSend.stream().map(Ready::message).toList());
        for (int i = 0; i < toSend.size(); i++) {
            verdicts.add(verdict(toSend.get(i), judge(toSend.get(i), outcomes.get(i))));
        }
        return verdicts;
    }

    /** @return null where it is to be sent */
    private @Nullable Change lookUp(Ready ready) {
        Due row = ready.row();
        return switch (ready.sender()
                .lookUp(ready.message(), row.createdAt(), id -> table.isProvidersOther(id, row.id()))) {
            case LookUp.Found found -> new Sent(found.providerId(), ready.segments(), List.of());
            case LookUp.NotThere none -> null;
            case LookUp.NotOffered none ->
                row.channel() == ChannelKind.SMS ? new Failed("unknown whether it was sent") : null;
            case LookUp.Unknown unknown ->
                row.attempts() >= Backoff.ATTEMPTS
                        ? new Failed("unknown whether it was sent: " + unknown.why())
                        : new Doubt(at(row, unknown.retryAfter()), unknown.why());
        };
    }

    private Change judge(Ready ready, Outcome outcome) {
        Due row = ready.row();
        return switch (outcome) {
            case Outcome.Accepted accepted -> new Sent(accepted.providerId(), ready.segments(), accepted.gone());
            case Outcome.Busy busy -> {
                log.warn("{} of {} waits: {}", row.channel(), CurrentCompany.required(), busy.why());
                yield row.attempts() >= Backoff.ATTEMPTS
                        ? new Failed(busy.why())
                        : new Later(at(row, busy.retryAfter()), busy.why(), true);
            }
            case Outcome.Refused refused ->
                new Failed(
                        refused.why(),
                        refused.block(),
                        refused.block() == null ? null : ready.message().to().getFirst(),
                        refused.gone());
            case Outcome.InDoubt doubt -> {
                log.warn("{} of {} is in doubt: {}", row.channel(), CurrentCompany.required(), doubt.why());
                yield row.attempts() >= Backoff.ATTEMPTS
                        ? new Failed("unknown whether it was sent: " + doubt.why())
                        : new Doubt(clock.instant().plus(SETTLED), doubt.why());
            }
        };
    }

    private Instant at(Due row, @Nullable Duration asked) {
        return clock.instant().plus(Backoff.after(row.attempts(), asked));
    }

    private static Verdict verdict(Ready ready, Change change) {
        return new Verdict(ready.row(), ready.route(), ready.step(), change);
    }
}
