package io.joblane.sales.domain;

import io.joblane.approval.Approvals;
import io.joblane.approval.NewApproval;
import io.joblane.customer.domain.ManagementCompanies;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Prospects: a salesperson's own, which they change as they like until one becomes a customer. */
@Service
@Office
public class Prospects {
    private final ProspectTable table;
    private final ManagementCompanies companies;
    private final Approvals approvals;

    Prospects(ProspectTable table, ManagementCompanies companies, Approvals approvals) {
        this.table = table;
        this.companies = companies;
        this.approvals = approvals;
    }

    /** The newest first; a salesperson sees their own. */
    @Transactional(readOnly = true)
    public List<Prospect> page(
            @Nullable ProspectStatus status, @Nullable String text, @Nullable UUID after, int limit) {
        return table.page(Owners.seen(), status, text, after, limit);
    }

    /** @throws Problem 404 {@code prospect_unknown}, also for somebody else's */
    @Transactional(readOnly = true)
    public Prospect get(UUID id) {
        return own(table.find(id).orElseThrow(Prospects::unknown));
    }

    /** @throws Problem 422 {@code management_company_unknown} */
    @Transactional
    public Prospect add(ProspectFields fields) {
        companies.require(fields.managementCompanyId());
        return table.add(fields, Owners.self());
    }

    /** @throws Problem 404, 409 {@code prospect_converted}, 412, 422 {@code management_company_unknown} */
    @Transactional
    public Prospect change(UUID id, ProspectFields fields, boolean lost, @Nullable Integer expected) {
        Prospect before = lock(id);
        Versions.check(before.version(), expected);
        companies.require(fields.managementCompanyId());
        return table.change(id, fields, lost ? ProspectStatus.LOST : ProspectStatus.OPEN);
    }

    /**
     * Asks that it become a customer.
     *
     * @return the request's id
     * @throws Problem 404, 409 {@code prospect_converted}, {@code already_submitted}, 412, 422 {@code prospect_incomplete}
     */
    @Transactional
    public UUID submit(UUID id, @Nullable Integer expected, String reason) {
        Prospect prospect = lock(id);
        Versions.check(prospect.version(), expected);
        ProspectFields fields = prospect.fields();
        if (fields.email().isEmpty() || fields.phone().isEmpty()) {
            throw Problem.unprocessable(
                    "prospect_incomplete", "A customer has an e-mail address and a phone number. Add them first.");
        }
        if (approvals.isOpen(ProspectConversionHandler.TYPE, id)) {
            throw Problem.conflict("already_submitted", "It was submitted before, and is not decided yet.");
        }
        UUID request = Ids.next();
        approvals.submit(NewApproval.change(
                request,
                ProspectConversionHandler.TYPE,
                id,
                fields.name(),
                prospect.version(),
                fields.takenOver(),
                reason));
        return request;
    }

    private Prospect lock(UUID id) {
        Prospect prospect = own(table.lock(id).orElseThrow(Prospects::unknown));
        if (prospect.status() == ProspectStatus.CONVERTED) {
            throw Problem.conflict(
                    "prospect_converted", "It is a customer now. Ask for a change of the customer record.");
        }
        return prospect;
    }

    private static Prospect own(Prospect prospect) {
        if (!Owners.mayChange(prospect.ownerId())) {
            throw unknown();
        }
        return prospect;
    }

    static Problem unknown() {
        return Problem.notFound("prospect_unknown", "There is no such prospect of yours.");
    }
}
