package io.joblane.notification.recipient;

import io.joblane.company.Companies;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads many recipients at once. It reads other modules' tables and writes none; who is in the office is in the control database,
 * so that it must not be called inside a transaction.
 */
@Component
public class Recipients {
    /** After that a phone counts as gone. */
    public static final Duration UNUSED = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final AddressBlocks blocks;
    private final Users users;
    private final Companies companies;
    private final Clock clock;

    Recipients(JdbcClient jdbc, AddressBlocks blocks, Users users, Companies companies, Clock clock) {
        this.jdbc = jdbc;
        this.blocks = blocks;
        this.users = users;
        this.companies = companies;
        this.clock = clock;
    }

    /** Who. */
    public record Key(PersonKind kind, UUID id) {}

    private record Contact(@Nullable String email, @Nullable String phone) {}

    /** Those that are there; somebody who was deleted is missing. */
    public Map<Key, Recipient> read(Collection<Key> keys) {
        Map<Key, Contact> contacts = new HashMap<>();
        contacts(keys, PersonKind.AGENT, "agent", contacts);
        contacts(keys, PersonKind.CUSTOMER, "customer", contacts);
        for (Key key : keys) {
            if (key.kind() == PersonKind.STAFF) {
                users.findLive(key.id())
                        .map(User::email)
                        .ifPresent(email -> contacts.put(key, new Contact(email, null)));
            }
        }
        if (contacts.isEmpty()) {
            return Map.of();
        }
        Map<Key, Preference> preferences = preferences(keys);
        Map<UUID, List<String>> tokens = tokens(ids(keys, PersonKind.AGENT));
        Map<String, BlockReason> mails = blocks.among(ChannelKind.EMAIL, texts(contacts, true));
        Map<String, BlockReason> numbers = blocks.among(ChannelKind.SMS, texts(contacts, false));
        Map<Key, Recipient> found = new HashMap<>();
        contacts.forEach((key, contact) -> {
            Map<ChannelKind, BlockReason> blocked = new EnumMap<>(ChannelKind.class);
            if (contact.email() != null && mails.get(contact.email()) instanceof BlockReason reason) {
                blocked.put(ChannelKind.EMAIL, reason);
            }
            if (contact.phone() != null && numbers.get(contact.phone()) instanceof BlockReason reason) {
                blocked.put(ChannelKind.SMS, reason);
            }
            found.put(
                    key,
                    new Recipient(
                            contact.email(),
                            contact.phone(),
                            key.kind() == PersonKind.AGENT ? tokens.getOrDefault(key.id(), List.of()) : List.of(),
                            blocked,
                            preferences.getOrDefault(key, Preference.NONE)));
        });
        return found;
    }

    private void contacts(Collection<Key> keys, PersonKind kind, String table, Map<Key, Contact> into) {
        UUID[] ids = ids(keys, kind);
        if (ids.length == 0) {
            return;
        }
        String country = companies.current().country();
        jdbc.sql("SELECT id, email, phone FROM " + table + " WHERE id = ANY(?) AND deleted_at IS NULL")
                .param(ids)
                .query((RowCallbackHandler) row -> {
                    String email = row.getString("email");
                    into.put(
                            new Key(kind, row.getObject("id", UUID.class)),
                            new Contact(
                                    email.contains("@") && !email.endsWith(".invalid") ? email : null,
                                    PhoneNumbers.e164(row.getString("phone"), country)
                                            .orElse(null)));
                });
    }

    private Map<Key, Preference> preferences(Collection<Key> keys) {
        Map<Key, Preference> found = new HashMap<>();
        jdbc.sql("SELECT * FROM notification_preference WHERE person_id = ANY(?) AND deleted_at IS NULL")
                .param(keys.stream().map(Key::id).distinct().toArray(UUID[]::new))
                .query((RowCallbackHandler) row -> found.put(
                        new Key(
                                io.joblane.shared.LowerCase.parse(PersonKind.class, row.getString("person_kind")),
                                row.getObject("person_id", UUID.class)),
                        PreferenceTable.row(row, 0)));
        return found;
    }

    /** A phone that went to another agent is theirs. */
    private Map<UUID, List<String>> tokens(UUID[] agents) {
        Map<UUID, List<String>> found = new HashMap<>();
        if (agents.length == 0) {
            return found;
        }
        jdbc.sql("""
                        SELECT d.agent_id, d.token FROM push_device d
                        WHERE d.agent_id = ANY(:agents) AND d.seen_at > :since
                          AND NOT EXISTS (SELECT FROM push_device later WHERE later.token = d.token
                              AND (later.seen_at, later.id) > (d.seen_at, d.id))
                        ORDER BY d.seen_at DESC
                        """)
                .param("agents", agents)
                .param("since", Timestamp.from(clock.instant().minus(UNUSED)))
                .query((RowCallbackHandler)
                        row -> found.computeIfAbsent(row.getObject("agent_id", UUID.class), id -> new ArrayList<>())
                                .add(row.getString("token")));
        return found;
    }

    private static UUID[] ids(Collection<Key> keys, PersonKind kind) {
        return keys.stream()
                .filter(key -> key.kind() == kind)
                .map(Key::id)
                .distinct()
                .toArray(UUID[]::new);
    }

    private static Set<String> texts(Map<Key, Contact> contacts, boolean mail) {
        Set<String> texts = new HashSet<>();
        contacts.values().stream()
                .map(contact -> mail ? contact.email() : contact.phone())
                .filter(Objects::nonNull)
                .forEach(texts::add);
        return texts;
    }
}
