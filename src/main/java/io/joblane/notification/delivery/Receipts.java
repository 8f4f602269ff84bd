package io.joblane.notification.delivery;

import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.notification.domain.Arrivals;
import io.joblane.notification.domain.RelaySignal;
import io.joblane.notification.recipient.AddressBlocks;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes receipts, which come late, twice, in any order, and before the answer to the request they follow from. Signatures were checked
 * by whoever calls.
 */
@Component
public class Receipts {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final DeliveryTable table;
    private final AddressBlocks blocks;
    private final Arrivals arrivals;
    private final Transactions transactions;
    private final RelaySignal relay;
    private final Clock clock;

    Receipts(
            JdbcClient jdbc,
            JsonMapper json,
            DeliveryTable table,
            AddressBlocks blocks,
            Arrivals arrivals,
            Transactions transactions,
            RelaySignal relay,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.table = table;
        this.blocks = blocks;
        this.arrivals = arrivals;
        this.transactions = transactions;
        this.relay = relay;
        this.clock = clock;
    }

    private record Row(
            UUID messageId,
            String state,
            @Nullable Instant receiptAt,
            @Nullable Integer step,
            @Nullable String route) {}

    /** @return whether anything changed by it */
    public boolean note(Receipt receipt) {
        boolean goesOn = transactions.run(() -> {
            if (receipt.block() != null
                    && receipt.address() != null
                    && !receipt.address().isBlank()) {
                blocks.add(receipt.channel(), receipt.address(), receipt.block());
            }
            Optional<Row> row = lock(receipt);
            return row.isPresent() && isNews(row.get(), receipt) && change(row.get(), receipt);
        });
        if (goesOn) {
            relay.wake(CurrentCompany.required());
        }
        return goesOn;
    }

    private Optional<Row> lock(Receipt receipt) {
        return jdbc.sql("""
                        SELECT coalesce(message_id, id) AS message_id, state, receipt_at, step, route::text FROM notification
                        WHERE id = ? AND channel = ? FOR UPDATE
                        """)
                .param(receipt.notification())
                .param(receipt.channel().key())
                .query((row, number) -> {
                    Timestamp at = row.getTimestamp("receipt_at");
                    return new Row(
                            row.getObject("message_id", UUID.class),
                            row.getString("state"),
                            at == null ? null : at.toInstant(),
                            row.getObject("step", Integer.class),
                            row.getString("route"));
                })
                .optional();
    }

    /** A mailbox may take a mail and give it back later: only then does a failure undo a delivery. */
    private static boolean isNews(Row row, Receipt receipt) {
        int now = rank(row.state());
        int then = rank(LowerCase.of(receipt.state()));
        boolean givenBack = receipt.state() == Receipt.State.FAILED
                && row.state().equals("delivered")
                && row.receiptAt() != null
                && receipt.at().isAfter(row.receiptAt());
        return then > now || givenBack;
    }

    private static int rank(String state) {
        return switch (state) {
            case "sent" -> 2;
            case "failed" -> 3;
            case "delivered" -> 4;
            case "read" -> 5;
            default -> 1;
        };
    }

    private boolean change(Row row, Receipt receipt) {
        boolean isEnd = receipt.state() != Receipt.State.SENT;
        jdbc.sql("""
                        UPDATE notification SET state = :state, receipt_at = :at, next_attempt_at = NULL,
                            provider_id = coalesce(provider_id, nullif(:provider, '')), sent_at = coalesce(sent_at, :at),
                            delivered_at = CASE WHEN :state IN ('delivered', 'read') THEN coalesce(delivered_at, :at) ELSE delivered_at END,
                            read_at = CASE WHEN :state = 'read' THEN coalesce(read_at, :at) ELSE read_at END,
                            failed_at = CASE WHEN :state = 'failed' THEN :now ELSE failed_at END,
                            detail = CASE WHEN :state = 'failed' THEN :why END,
                            fallback_at = CASE WHEN :end THEN NULL ELSE fallback_at END
                        WHERE id = :id
                        """)
                .param("state", LowerCase.of(receipt.state()))
                .param("at", Timestamp.from(receipt.at()))
                .param("now", Timestamp.from(clock.instant()))
                .param("provider", receipt.providerId())
                .param("why", receipt.why())
                .param("end", isEnd)
                .param("id", receipt.notification())
                .update();
        if (receipt.state() == Receipt.State.FAILED) {
            fallBack(row, receipt);
        } else if (isEnd) {
            arrivals.settle(row.messageId());
        }
        return true;
    }

    private void fallBack(Row row, Receipt receipt) {
        if (row.route() == null || row.step() == null) {
            return;
        }
        Route route = json.readValue(row.route(), Route.class);
        if (route.hasNext(row.step())) {
            table.activate(receipt.notification(), row.messageId(), route, row.step() + 1, clock.instant(), false);
        }
    }
}
