package io.joblane.customer.sync;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Proposal;
import io.joblane.approval.Target;
import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.Contacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A contact that has changed at another company. Its target is the contact where there is one like it, with the version that was
 * compared; else the customer, who gets a new one.
 */
@Component
class ContactSyncHandler implements ApprovalHandler {
    static final String TYPE = "contact_sync";

    private final Contacts contacts;

    ContactSyncHandler(Contacts contacts) {
        this.contacts = contacts;
    }

    /** Who is called first is each company's own business. */
    static Map<String, @Nullable Object> shared(ContactFields fields) {
        Map<String, @Nullable Object> shared = new LinkedHashMap<>(fields.map());
        shared.remove("isPrimary");
        return shared;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return (proposal.targetVersion() == null ? "Add" : "Update") + " contact \"" + proposal.contactName() + "\" of "
                + proposal.targetName() + " as at another company";
    }

    @Override
    public Optional<Target> target(Proposal proposal) {
        return contacts.find(proposal.requireTarget())
                .map(contact -> new Target(contact.version(), shared(contact.fields())));
    }

    @Override
    public Optional<Target> lockTarget(Proposal proposal) {
        return contacts.lockOne(proposal.requireTarget())
                .map(contact -> new Target(contact.version(), shared(contact.fields())));
    }

    @Override
    public void apply(Proposal proposal, String by) {
        if (proposal.targetVersion() == null) {
            ContactFields empty = new ContactFields("", "", "", ContactRole.OTHER, "", "", "", false);
            contacts.create(proposal.requireTarget(), empty.with(proposal.difference()));
            return;
        }
        Contact now = contacts.lockOne(proposal.requireTarget())
                .orElseThrow(() -> new IllegalStateException("The target was there a moment ago"));
        contacts.set(now, now.fields().with(proposal.difference()));
    }
}
