package io.joblane.notification.channel;

import io.joblane.context.CurrentCompany;
import io.joblane.notification.channel.AccountTable.Row;
import jakarta.annotation.PreDestroy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The current company's accounts, opened; a changed one is opened anew at the next use, by every replica. */
@Component
public class ChannelAccounts {
    private static final Logger log = LoggerFactory.getLogger(ChannelAccounts.class);

    private final AccountTable table;
    private final Map<ChannelKind, Channel> channels = new EnumMap<>(ChannelKind.class);
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    ChannelAccounts(AccountTable table, List<Channel> channels) {
        this.table = table;
        channels.forEach(channel -> this.channels.put(channel.kind(), channel));
    }

    private record Opened(UUID id, int version, Sender sender) {}

    /** The senders of the channels that are set up. Reads the database once. */
    public Map<ChannelKind, Sender> senders() {
        String company = CurrentCompany.required();
        Map<ChannelKind, Sender> senders = new EnumMap<>(ChannelKind.class);
        for (Row row : table.all()) {
            Opened known = opened.get(company + " " + row.kind());
            if (known == null || !known.id().equals(row.id()) || known.version() != row.version()) {
                known = open(company, row, known);
            }
            if (known != null) {
                senders.put(row.kind(), known.sender());
            }
        }
        return senders;
    }

    private @org.jspecify.annotations.Nullable Opened open(
            String company, Row row, @org.jspecify.annotations.Nullable Opened before) {
        Channel channel = channels.get(row.kind());
        if (channel == null) {
            return null;
        }
        try {
            Opened fresh = new Opened(row.id(), row.version(), channel.open(table.open(row, company)));
            opened.put(company + " " + row.kind(), fresh);
            if (before != null) {
                before.sender().close();
            }
            return fresh;
        } catch (IllegalArgumentException e) {
            log.error(
                    "The account of {} for {} cannot be used: {}",
                    company,
                    row.kind().key(),
                    e.getMessage());
            return null;
        }
    }

    @PreDestroy
    void close() {
        opened.values().forEach(each -> each.sender().close());
        opened.clear();
    }
}
