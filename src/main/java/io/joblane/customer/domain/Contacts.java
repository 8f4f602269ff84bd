package io.joblane.customer.domain;

import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.company.Companies;
import io.joblane.engine.Outbox;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people one speaks to at customers: changed at once by those who run the day, and by anybody in the office through a request. */
@Service
public class Contacts {
    private final CustomerTable customers;
    private final ContactTable table;
    private final Approvals approvals;
    private final Outbox outbox;
    private final Companies companies;

    Contacts(CustomerTable customers, ContactTable table, Approvals approvals, Outbox outbox, Companies companies) {
        this.customers = customers;
        this.table = table;
        this.approvals = approvals;
        this.outbox = outbox;
        this.companies = companies;
    }

    /** The primary one first. @throws Problem 404 {@code customer_unknown} */
    @Office
    @Transactional(readOnly = true)
    public List<Contact> of(UUID customer) {
        customers.require(customer);
        return table.of(customer);
    }

    /** @throws Problem 404 */
    @Staff
    @Transactional
    public Contact add(UUID customer, ContactFields fields) {
        return create(customer, fields);
    }

    /** {@link #add} of what was agreed to. Joins the caller's transaction. */
    public Contact create(UUID customer, ContactFields fields) {
        customers.requireLocked(customer);
        return changed(table.add(customer, fields));
    }

    /** @throws Problem 404, 412 */
    @Staff
    @Transactional
    public Contact change(UUID customer, UUID id, ContactFields fields, @Nullable Integer expected) {
        Contact before = lock(customer, id);
        Versions.check(before.version(), expected);
        return set(before, fields);
    }

    /** {@link #change} of what was agreed to. Joins the caller's transaction, which holds the customer's lock. */
    public Contact set(Contact before, ContactFields fields) {
        return changed(table.change(before, fields));
    }

    /** Other companies may have the same customer; one alone in its installation has nobody to tell. */
    private Contact changed(Contact contact) {
        if (companies.all().size() > 1) {
            outbox.message(
                    "customer.contactChanged",
                    contact.id(),
                    Map.of("company", companies.current().slug(), "subjectId", contact.id()));
        }
        return contact;
    }

    /** Joins the caller's transaction. */
    public Optional<Contact> find(UUID id) {
        return table.find(id);
    }

    /** {@link #find} with the customer's lock, held until the caller's transaction ends. */
    public Optional<Contact> lockOne(UUID id) {
        Optional<Contact> found = table.find(id);
        found.ifPresent(contact -> customers.lock(contact.customerId()));
        return found.flatMap(contact -> table.find(contact.id()));
    }

    /** One with the same e-mail address or the same name, whatever its case. Joins the caller's transaction. */
    public Optional<Contact> alike(UUID customer, ContactFields fields) {
        return table.of(customer).stream()
                .filter(contact -> (!fields.email().isEmpty()
                                && fields.email()
                                        .equalsIgnoreCase(contact.fields().email()))
                        || fields.name().equalsIgnoreCase(contact.fields().name()))
                .findFirst();
    }

    /** @throws Problem 404, 412 */
    @Staff
    @Transactional
    public void delete(UUID customer, UUID id, @Nullable Integer expected) {
        Contact before = lock(customer, id);
        Versions.check(before.version(), expected);
        table.delete(id);
    }

    /**
     * Asks for a new contact.
     *
     * @return the request's id
     * @throws Problem 404
     */
    @Office
    @Transactional
    public UUID submit(UUID customer, ContactFields fields, String reason) {
        CustomerRecord record = customers.find(customer).orElseThrow(CustomerRecords::unknown);
        UUID request = Ids.next();
        approvals.submit(new NewApproval(
                request,
                CustomerContactHandler.TYPE,
                customer,
                record.name(),
                null,
                fields.name(),
                fields.email().isEmpty() ? null : fields.email(),
                null,
                null,
                Difference.ofNew(fields.map()),
                reason));
        return request;
    }

    private Contact lock(UUID customer, UUID id) {
        customers.requireLocked(customer);
        return table.find(id)
                .filter(contact -> contact.customerId().equals(customer))
                .orElseThrow(() -> Problem.notFound("contact_unknown", "There is no such contact at this customer."));
    }
}
