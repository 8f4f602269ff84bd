package io.joblane.customer.domain;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Proposal;
import org.springframework.stereotype.Component;

/** A new contact at a customer. */
@Component
class CustomerContactHandler implements ApprovalHandler {
    static final String TYPE = "customer_contact";

    private final Contacts contacts;

    CustomerContactHandler(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return "Add contact \"" + proposal.contactName() + "\" to " + proposal.targetName() + " customer record";
    }

    @Override
    public void apply(Proposal proposal, String by) {
        contacts.create(proposal.requireTarget(), ContactFields.of(proposal.difference()));
    }
}
