package io.joblane.notification.delivery;

import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.delivery.DeliveryTable.ChangedRow;
import io.joblane.notification.delivery.DeliveryTable.Overdue;
import io.joblane.notification.delivery.DeliveryTable.SentRow;
import io.joblane.notification.delivery.Verdict.Doubt;
import io.joblane.notification.delivery.Verdict.Failed;
import io.joblane.notification.delivery.Verdict.Later;
import io.joblane.notification.delivery.Verdict.Moved;
import io.joblane.notification.delivery.Verdict.Sent;
import io.joblane.notification.delivery.Verdict.Suppressed;
import io.joblane.notification.recipient.AddressBlocks;
import io.joblane.notification.recipient.Devices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what became of messages, and gives the next channel its turn. Joins the caller's transaction. */
@Component
class Records {
    private static final int OVERDUE = 200;

    private final DeliveryTable table;
    private final Devices devices;
    private final AddressBlocks blocks;

    Records(DeliveryTable table, Devices devices, AddressBlocks blocks) {
        this.table = table;
        this.devices = devices;
        this.blocks = blocks;
    }

    void write(List<Verdict> verdicts, Instant now) {
        Map<Route, String> routes = new HashMap<>();
        List<SentRow> sent = new ArrayList<>();
        List<ChangedRow> changed = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (Verdict verdict : verdicts) {
            @Nullable Route route = verdict.route();
            @Nullable String text = route == null ? null : routes.computeIfAbsent(route, table::write);
            switch (verdict.change()) {
                case Sent change -> {
                    gone.addAll(change.gone());
                    sent.add(new SentRow(
                            verdict.row().id(),
                            text,
                            verdict.step(),
                            change.providerId(),
                            change.segments(),
                            fallback(verdict, now)));
                }
                case Later change ->
                    changed.add(row(
                            verdict,
                            text,
                            "queued",
                            change.at(),
                            change.why(),
                            verdict.row().attempts() - (change.counts() ? 0 : 1),
                            change.counts() ? fallback(verdict, now) : null,
                            null));
                case Doubt change ->
                    changed.add(row(
                            verdict,
                            text,
                            "sending",
                            change.at(),
                            change.why(),
                            verdict.row().attempts(),
                            fallback(verdict, now),
                            null));
                case Failed change -> {
                    gone.addAll(change.gone());
                    if (change.block() != null
                            && change.address() != null
                            && verdict.row().channel() != ChannelKind.PUSH) {
                        blocks.add(verdict.row().channel(), change.address(), change.block());
                    }
                    changed.add(ended(verdict, text, "failed", change.why(), now));
                }
                case Suppressed change -> changed.add(ended(verdict, text, "suppressed", change.why(), null));
                case Moved change -> changed.add(moved(verdict, text, change));
            }
        }
        table.sent(sent, now);
        Set<UUID> ours = table.change(changed);
        verdicts.stream().filter(verdict -> ours.contains(verdict.row().id())).forEach(verdict -> goOn(verdict, now));
        if (!gone.isEmpty()) {
            devices.gone(gone);
        }
    }

    /** Tries the next channel of messages that were not delivered in their time. */
    void fallBack(Instant now) {
        for (Overdue late : table.overdue(OVERDUE, now)) {
            if (late.route().hasNext(late.step())) {
                table.activate(late.id(), late.messageId(), late.route(), late.step() + 1, now, false);
            }
        }
    }

    private void goOn(Verdict verdict, Instant now) {
        Route route = verdict.route();
        if (route == null) {
            return;
        }
        Due row = verdict.row();
        if (verdict.change() instanceof Moved moved) {
            table.activate(row.id(), row.messageId(), route, moved.to(), now, row.inDoubt());
        } else if (verdict.change() instanceof Failed && route.hasNext(verdict.step())) {
            table.activate(row.id(), row.messageId(), route, verdict.step() + 1, now, false);
        }
    }

    /** A row whose channel comes later waits for its turn; one whose channel is passed over has ended. */
    private static ChangedRow moved(Verdict verdict, @Nullable String route, Moved change) {
        int own = verdict.route() == null
                ? -1
                : verdict.route().channels().indexOf(verdict.row().channel());
        boolean waits = own > change.to();
        return new ChangedRow(
                verdict.row().id(),
                waits ? "queued" : "suppressed",
                null,
                waits ? "waits for its turn" : change.why().isEmpty() ? "another channel is better" : change.why(),
                0,
                route,
                waits ? own : verdict.step(),
                null,
                null);
    }

    private static ChangedRow ended(
            Verdict verdict, @Nullable String route, String state, String why, @Nullable Instant failedAt) {
        return row(verdict, route, state, null, why, verdict.row().attempts(), null, failedAt);
    }

    private static ChangedRow row(
            Verdict verdict,
            @Nullable String route,
            String state,
            @Nullable Instant next,
            String why,
            int attempts,
            @Nullable Instant fallback,
            @Nullable Instant failedAt) {
        return new ChangedRow(
                verdict.row().id(),
                state,
                next,
                why.length() > 300 ? why.substring(0, 300) : why,
                attempts,
                route,
                route == null ? null : verdict.step(),
                fallback,
                failedAt);
    }

    private static @Nullable Instant fallback(Verdict verdict, Instant now) {
        Route route = verdict.route();
        return route == null ? null : route.time(verdict.step()).map(now::plus).orElse(null);
    }
}
