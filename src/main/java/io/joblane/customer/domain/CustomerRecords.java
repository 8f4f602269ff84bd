package io.joblane.customer.domain;

import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Customer records: changed at once by those who run the day, and by anybody in the office through a request. */
@Service
public class CustomerRecords {
    private final CustomerTable table;
    private final ManagementCompanies companies;
    private final Approvals approvals;

    CustomerRecords(CustomerTable table, ManagementCompanies companies, Approvals approvals) {
        this.table = table;
        this.companies = companies;
        this.approvals = approvals;
    }

    /** By name. */
    @Office
    @Transactional(readOnly = true)
    public List<CustomerRecord> page(
            CustomerFilter filter, @Nullable String afterName, @Nullable UUID afterId, int limit) {
        return table.page(filter, afterName, afterId, limit);
    }

    @Office
    @Transactional(readOnly = true)
    public Optional<CustomerRecord> find(UUID id) {
        return table.find(id);
    }

    /** @throws Problem 404 {@code customer_unknown} */
    @Office
    @Transactional(readOnly = true)
    public CustomerRecord get(UUID id) {
        return table.find(id).orElseThrow(CustomerRecords::unknown);
    }

    /** @throws Problem 409 {@code email_taken}, 422 {@code management_company_unknown} */
    @Staff
    @Transactional
    public CustomerRecord add(CustomerFields fields) {
        return create(fields);
    }

    /** {@link #add} of what was agreed to. Joins the caller's transaction. */
    public CustomerRecord create(CustomerFields fields) {
        companies.require(fields.managementCompanyId());
        UUID id = table.add(fields).orElseThrow(CustomerRecords::emailTaken);
        return table.find(id).orElseThrow();
    }

    /** @throws Problem 404, 409 {@code email_taken}, 412, 422 {@code management_company_unknown} */
    @Staff
    @Transactional
    public CustomerRecord change(UUID id, @Nullable Integer expected, UnaryOperator<CustomerFields> change) {
        CustomerRecord before = table.lock(id).orElseThrow(CustomerRecords::unknown);
        Versions.check(before.version(), expected);
        return set(before, change.apply(CustomerFields.of(before)));
    }

    /** Joins the caller's transaction, which holds the row. */
    CustomerRecord set(CustomerRecord before, CustomerFields fields) {
        companies.require(fields.managementCompanyId());
        boolean sameEmail = fields.email().equalsIgnoreCase(before.email());
        if (!sameEmail && table.emailTaken(fields.email(), before.id())) {
            throw emailTaken();
        }
        table.change(before.id(), fields);
        return table.find(before.id()).orElseThrow();
    }

    /**
     * Asks for a change of the record that was read in this version.
     *
     * @return the request's id
     * @throws Problem 404, 412, 422 {@code nothing_to_change}, {@code management_company_unknown}
     */
    @Office
    @Transactional
    public UUID submit(UUID id, @Nullable Integer expected, UnaryOperator<CustomerFields> change, String reason) {
        CustomerRecord now = table.find(id).orElseThrow(CustomerRecords::unknown);
        Versions.check(now.version(), expected);
        CustomerFields before = CustomerFields.of(now);
        CustomerFields wanted = change.apply(before);
        companies.require(wanted.managementCompanyId());
        Difference difference = Difference.between(before.map(), wanted.map());
        if (difference.isEmpty()) {
            throw Problem.unprocessable("nothing_to_change", "The customer is as you want it. Change something first.");
        }
        UUID request = Ids.next();
        approvals.submit(NewApproval.change(
                request, CustomerChangeHandler.TYPE, id, now.name(), now.version(), difference, reason));
        return request;
    }

    static Problem unknown() {
        return Problem.notFound("customer_unknown", "There is no such customer. List the customers.");
    }

    private static Problem emailTaken() {
        return Problem.conflict(
                "email_taken", "Another customer has this e-mail address. Use that customer, or another address.");
    }
}
