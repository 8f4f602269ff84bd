package io.joblane.notification.channel;

import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.notification.channel.AccountTable.Row;
import io.joblane.shared.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where an admin sets a company's accounts. Secrets go in and never come out. */
@Service
public class AccountDesk {
    private final AccountTable table;
    private final Map<ChannelKind, Channel> channels = new HashMap<>();
    private final Transactions transactions;

    AccountDesk(AccountTable table, List<Channel> channels, Transactions transactions) {
        this.table = table;
        channels.forEach(channel -> this.channels.put(channel.kind(), channel));
        this.transactions = transactions;
    }

    /**
     * An account as anybody may see it.
     *
     * @param settings without secrets
     * @param version -1 where it is not configured
     */
    public record View(ChannelKind channel, boolean configured, Map<String, String> settings, int version) {}

    /** Every channel, those that are not configured too. */
    @Admin
    public List<View> all() {
        List<Row> rows = transactions.run(table::all);
        List<View> views = new ArrayList<>();
        for (ChannelKind kind : ChannelKind.values()) {
            views.add(rows.stream()
                    .filter(row -> row.kind() == kind)
                    .findFirst()
                    .map(AccountDesk::view)
                    .orElseGet(() -> new View(kind, false, Map.of(), -1)));
        }
        return views;
    }

    /**
     * Sets it up, or changes it.
     *
     * @param secrets by name; none: those that are there stay
     * @throws Problem 422 {@code account_unusable}, {@code secret_required}; 412
     */
    @Admin
    public View set(
            ChannelKind kind,
            Map<String, String> settings,
            Map<String, @Nullable String> secrets,
            @Nullable Integer expected) {
        String company = CurrentCompany.required();
        return transactions.run(() -> {
            Optional<Row> before = table.lock(kind);
            Versions.check(before.map(Row::version).orElse(-1), expected);
            Map<String, String> texts = new HashMap<>();
            before.ifPresent(row -> texts.putAll(table.open(row, company).secrets()));
            secrets.forEach((name, value) -> {
                if (value != null) {
                    texts.put(name, value);
                } else if (!texts.containsKey(name)) {
                    throw Problem.unprocessable(
                            "secret_required", "Send " + name + " too: there is none kept yet for this channel.");
                }
            });
            UUID id = before.map(Row::id).orElseGet(AccountTable::newId);
            requireUsable(new ChannelAccount(id, company, kind, settings, texts, 0));
            table.save(
                    id,
                    kind,
                    settings,
                    table.seal(company, id, texts),
                    before.map(Row::version).orElse(null));
            return table.find(kind).map(AccountDesk::view).orElseThrow();
        });
    }

    /** From now on nothing goes out on this channel. @throws Problem 404 {@code channel_not_configured}, 412 */
    @Admin
    public void remove(ChannelKind kind, @Nullable Integer expected) {
        transactions.run(() -> {
            Row row = table.lock(kind)
                    .orElseThrow(
                            () -> Problem.notFound("channel_not_configured", "No account is set up for this channel."));
            Versions.check(row.version(), expected);
            table.delete(row.id());
            return row;
        });
    }

    /** The account with its secrets, for checks of what a provider sends; empty where there is none. */
    public Optional<ChannelAccount> account(ChannelKind kind) {
        return transactions.run(() -> table.find(kind).map(row -> table.open(row, CurrentCompany.required())));
    }

    private void requireUsable(ChannelAccount account) {
        Channel channel = channels.get(account.kind());
        if (channel == null) {
            throw new IllegalStateException("Nobody sends through " + account.kind());
        }
        try {
            channel.open(account).close();
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("account_unusable", "The account cannot be used: " + e.getMessage() + ".");
        }
    }

    private static View view(Row row) {
        return new View(row.kind(), true, row.settings(), row.version());
    }
}
