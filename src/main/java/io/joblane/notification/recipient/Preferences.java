package io.joblane.notification.recipient;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.workforce.SignedInAgent;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What people choose for themselves, and what the office notes for agents and customers. */
@Service
public class Preferences {
    private final PreferenceTable table;
    private final Transactions transactions;
    private final SignedInAgent self;

    Preferences(PreferenceTable table, Transactions transactions, SignedInAgent self) {
        this.table = table;
        this.transactions = transactions;
        this.self = self;
    }

    @AgentOnly
    public Preference ofAgentSelf() {
        return transactions.run(() -> read(PersonKind.AGENT, self.get().id()));
    }

    @AgentOnly
    public Preference chooseAsAgent(Preference chosen, @Nullable Integer expected) {
        return transactions.run(() -> change(PersonKind.AGENT, self.get().id(), chosen, expected));
    }

    @Office
    public Preference ofOfficeSelf() {
        return transactions.run(() -> read(PersonKind.STAFF, user()));
    }

    @Office
    public Preference chooseAsOffice(Preference chosen, @Nullable Integer expected) {
        return transactions.run(() -> change(PersonKind.STAFF, user(), chosen, expected));
    }

    /** @throws Problem 404 {@code person_unknown} */
    @Staff
    public Preference of(PersonKind kind, UUID id) {
        return transactions.run(() -> {
            requireKnown(kind, id);
            return read(kind, id);
        });
    }

    /** @throws Problem 404 {@code person_unknown}, 412 */
    @Staff
    public Preference choose(PersonKind kind, UUID id, Preference chosen, @Nullable Integer expected) {
        return transactions.run(() -> {
            requireKnown(kind, id);
            return change(kind, id, chosen, expected);
        });
    }

    private Preference read(PersonKind kind, UUID id) {
        return table.find(kind, id, false).orElse(Preference.NONE);
    }

    private Preference change(PersonKind kind, UUID id, Preference chosen, @Nullable Integer expected) {
        Preference before = table.find(kind, id, true).orElse(Preference.NONE);
        Versions.check(before.version(), expected);
        table.save(kind, id, chosen);
        return read(kind, id);
    }

    private void requireKnown(PersonKind kind, UUID id) {
        if (kind == PersonKind.STAFF || !table.isKnown(kind, id)) {
            throw Problem.notFound(
                    "person_unknown",
                    "There is no such agent or customer. People of the office choose for themselves.");
        }
    }

    private static UUID user() {
        return Objects.requireNonNull(CurrentActor.get().userId(), "only who is signed in comes here");
    }
}
