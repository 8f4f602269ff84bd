package io.joblane.sales.domain;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Difference;
import io.joblane.approval.Proposal;
import io.joblane.approval.Target;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.Contacts;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A prospect becomes a customer, with the people whom the salesperson has met there. */
@Component
class ProspectConversionHandler implements ApprovalHandler {
    static final String TYPE = "prospect_conversion";

    private final ProspectTable prospects;
    private final SalesContactTable met;
    private final CustomerRecords customers;
    private final Contacts contacts;

    ProspectConversionHandler(
            ProspectTable prospects, SalesContactTable met, CustomerRecords customers, Contacts contacts) {
        this.prospects = prospects;
        this.met = met;
        this.customers = customers;
        this.contacts = contacts;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return "Convert prospect \"" + proposal.targetName() + "\" to customer";
    }

    @Override
    public Optional<Target> target(Proposal proposal) {
        return prospects.find(proposal.requireTarget()).map(ProspectConversionHandler::target);
    }

    @Override
    public Optional<Target> lockTarget(Proposal proposal) {
        return prospects.lock(proposal.requireTarget()).map(ProspectConversionHandler::target);
    }

    /** @throws Problem 409 {@code prospect_converted}, {@code email_taken} */
    @Override
    public void apply(Proposal proposal, String by) {
        Prospect prospect = prospects.lock(proposal.requireTarget()).orElseThrow(Prospects::unknown);
        if (prospect.status() == ProspectStatus.CONVERTED) {
            throw Problem.conflict("prospect_converted", "It is a customer already. Reject the request.");
        }
        Difference wanted = proposal.difference();
        String company = wanted.text("managementCompanyId");
        CustomerRecord customer = customers.create(new CustomerFields(
                text(wanted.text("name")),
                text(wanted.text("address")),
                text(wanted.text("email")),
                text(wanted.text("phone")),
                company == null ? null : UUID.fromString(company),
                prospect.ownerId()));
        prospects.converted(prospect.id(), customer.id());
        List<SalesContact> people = met.of(prospect.id());
        for (SalesContact person : people) {
            contacts.create(customer.id(), contact(person, person.equals(people.getFirst())));
        }
    }

    private static ContactFields contact(SalesContact person, boolean primary) {
        SalesContact.Fields fields = person.fields();
        return new ContactFields(
                fields.firstName(),
                fields.lastName(),
                fields.title(),
                ContactRole.OTHER,
                fields.phone(),
                "",
                fields.email(),
                primary);
    }

    private static Target target(Prospect prospect) {
        return new Target(prospect.version(), prospect.fields().map());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
