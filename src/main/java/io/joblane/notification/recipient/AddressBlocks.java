package io.joblane.notification.recipient;

import io.joblane.context.CurrentActor;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.secret.Secrets;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Addresses to which nothing is sent any more, kept under names that do not tell them. Each call joins the caller's transaction. */
@Component
public class AddressBlocks {
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Clock clock;

    AddressBlocks(JdbcClient jdbc, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The first reason stays; that somebody said stop outweighs the others. */
    @Transactional
    public void add(ChannelKind channel, String address, BlockReason reason) {
        jdbc.sql("""
                        INSERT INTO address_block (id, channel, address, reason, created_at, version)
                        VALUES (:id, :channel, :address, :reason, :now, 0)
                        ON CONFLICT (channel, address) WHERE deleted_at IS NULL
                        DO UPDATE SET reason = excluded.reason, version = address_block.version + 1
                            WHERE excluded.reason = 'unsubscribed' AND address_block.reason <> 'unsubscribed'
                        """)
                .param("id", Ids.next())
                .param("channel", channel.key())
                .param("address", name(channel, address))
                .param("reason", LowerCase.of(reason))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** @return false where it was not blocked */
    @Transactional
    public boolean lift(ChannelKind channel, String address) {
        return jdbc.sql("""
                                UPDATE address_block SET deleted_at = :now, deleted_by = :by, version = version + 1
                                WHERE channel = :channel AND address = :address AND deleted_at IS NULL
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("by", CurrentActor.get().auditName())
                        .param("channel", channel.key())
                        .param("address", name(channel, address))
                        .update()
                > 0;
    }

    @Transactional(readOnly = true)
    public Optional<BlockReason> find(ChannelKind channel, String address) {
        return Optional.ofNullable(among(channel, java.util.List.of(address)).get(address));
    }

    /** Those of the addresses that are blocked, with the reason. */
    Map<String, BlockReason> among(ChannelKind channel, Collection<String> addresses) {
        Map<String, String> byName = new HashMap<>();
        addresses.forEach(address -> byName.put(name(channel, address), address));
        Map<String, BlockReason> blocked = new HashMap<>();
        if (byName.isEmpty()) {
            return blocked;
        }
        jdbc.sql(
                        "SELECT address, reason FROM address_block WHERE channel = ? AND address = ANY(?) AND deleted_at IS NULL")
                .param(channel.key())
                .param(byName.keySet().toArray(String[]::new))
                .query((org.springframework.jdbc.core.RowCallbackHandler) row -> blocked.put(
                        byName.getOrDefault(row.getString("address"), ""),
                        LowerCase.parse(BlockReason.class, row.getString("reason"))));
        return blocked;
    }

    private String name(ChannelKind channel, String address) {
        return secrets.pseudonym("address " + channel.key(), address.trim().toLowerCase(Locale.ROOT));
    }
}
