package io.joblane.customer.sync;

import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.customer.CustomerView;
import io.joblane.customer.Customers;
import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.Contacts;
import io.joblane.customer.sync.CustomerMatch.Side;
import io.joblane.database.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Offers a changed contact to the other companies whose customer is the same: a request there, and nothing else. No transaction
 * spans two companies; a request's id is made of what it is about, so that a repetition makes none twice.
 */
@Service
public class ContactOffers {
    private final MatchTable matches;
    private final Contacts contacts;
    private final Customers customers;
    private final Approvals approvals;
    private final Companies companies;
    private final Transactions transactions;

    ContactOffers(
            MatchTable matches,
            Contacts contacts,
            Customers customers,
            Approvals approvals,
            Companies companies,
            Transactions transactions) {
        this.matches = matches;
        this.contacts = contacts;
        this.customers = customers;
        this.approvals = approvals;
        this.companies = companies;
        this.transactions = transactions;
    }

    /** Never called inside a transaction. @return how many requests were made */
    public int offer(UUID contactId) {
        Company here = companies.current();
        Optional<Contact> changed = transactions.run(() -> contacts.find(contactId));
        if (changed.isEmpty()) {
            return 0;
        }
        int made = 0;
        for (CustomerMatch match :
                matches.of(new Side(here.slug(), changed.get().customerId()))) {
            Side there = match.other(here.slug());
            String about = match.id() + " " + contactId + " " + changed.get().version();
            UUID request = UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
            boolean[] asked = new boolean[1];
            CurrentCompany.run(
                    there.company(),
                    () -> asked[0] = transactions.run(
                            () -> ask(request, there.customerId(), changed.get().fields(), here.name())));
            made += asked[0] ? 1 : 0;
        }
        return made;
    }

    private boolean ask(UUID request, UUID customerId, ContactFields fields, String from) {
        Optional<CustomerView> customer = customers.find(customerId);
        if (customer.isEmpty() || approvals.news(request).isPresent()) {
            return false;
        }
        Optional<Contact> known = contacts.alike(customerId, fields);
        Map<String, @Nullable Object> wanted = ContactSyncHandler.shared(fields);
        Difference difference = known.map(
                        contact -> Difference.between(ContactSyncHandler.shared(contact.fields()), wanted))
                .orElseGet(() -> Difference.ofNew(wanted));
        if (difference.isEmpty()) {
            return false;
        }
        approvals.submit(new NewApproval(
                request,
                ContactSyncHandler.TYPE,
                known.map(Contact::id).orElse(customerId),
                customer.get().name(),
                known.map(Contact::version).orElse(null),
                fields.name(),
                fields.email().isEmpty() ? null : fields.email(),
                null,
                null,
                difference,
                "Changed at " + from));
        return true;
    }
}
