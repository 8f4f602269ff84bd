package io.joblane.sales.domain;

import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.Contacts;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people whom salespeople have met. */
@Service
@Office
public class SalesContacts {
    private final SalesContactTable table;
    private final Places places;
    private final Contacts contacts;

    SalesContacts(SalesContactTable table, Places places, Contacts contacts) {
        this.table = table;
        this.places = places;
        this.contacts = contacts;
    }

    /** The newest first; a salesperson sees their own. */
    @Transactional(readOnly = true)
    public List<SalesContact> page(Place place, @Nullable UUID after, int limit) {
        return table.page(Owners.seen(), place, after, limit);
    }

    /** @throws Problem 422 {@code one_place}, 404 */
    @Transactional
    public SalesContact add(Place place, SalesContact.Fields fields) {
        places.require(place);
        return table.add(place, Owners.self(), fields);
    }

    /** @throws Problem 404 {@code sales_contact_unknown}, 412 */
    @Transactional
    public SalesContact change(UUID id, SalesContact.Fields fields, @Nullable Integer expected) {
        Versions.check(lock(id).version(), expected);
        return table.change(id, fields);
    }

    /** @throws Problem 404 {@code sales_contact_unknown}, 412 */
    @Transactional
    public void delete(UUID id, @Nullable Integer expected) {
        Versions.check(lock(id).version(), expected);
        table.delete(id);
    }

    /**
     * Asks that this person be added to the customer record.
     *
     * @return the request's id
     * @throws Problem 404, 409 {@code not_at_a_customer}
     */
    @Transactional
    public UUID submit(UUID id, ContactRole role, boolean primary, String reason) {
        SalesContact contact = lock(id);
        UUID customer = contact.customerId();
        if (customer == null) {
            throw Problem.conflict(
                    "not_at_a_customer",
                    "This person was met at a prospect. They come along when the prospect becomes a customer.");
        }
        SalesContact.Fields fields = contact.fields();
        return contacts.submit(
                customer,
                new ContactFields(
                        fields.firstName(),
                        fields.lastName(),
                        fields.title(),
                        role,
                        fields.phone(),
                        "",
                        fields.email(),
                        primary),
                reason);
    }

    private SalesContact lock(UUID id) {
        return table.lock(id)
                .filter(contact -> Owners.mayChange(contact.ownerId()))
                .orElseThrow(() -> Problem.notFound("sales_contact_unknown", "There is no such contact of yours."));
    }
}
