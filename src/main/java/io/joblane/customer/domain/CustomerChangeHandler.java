package io.joblane.customer.domain;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Proposal;
import io.joblane.approval.Target;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A change of a customer record. */
@Component
class CustomerChangeHandler implements ApprovalHandler {
    static final String TYPE = "customer_change";

    private final CustomerTable table;
    private final CustomerRecords records;

    CustomerChangeHandler(CustomerTable table, CustomerRecords records) {
        this.table = table;
        this.records = records;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return "Update " + proposal.targetName() + ": "
                + String.join(", ", proposal.difference().fields().keySet());
    }

    @Override
    public Optional<Target> target(Proposal proposal) {
        return table.find(proposal.requireTarget()).map(CustomerChangeHandler::target);
    }

    @Override
    public Optional<Target> lockTarget(Proposal proposal) {
        return table.lock(proposal.requireTarget()).map(CustomerChangeHandler::target);
    }

    @Override
    public void apply(Proposal proposal, String by) {
        CustomerRecord now = table.lock(proposal.requireTarget()).orElseThrow(CustomerRecords::unknown);
        records.set(now, CustomerFields.of(now).with(proposal.difference()));
    }

    private static Target target(CustomerRecord customer) {
        return new Target(customer.version(), CustomerFields.of(customer).map());
    }
}
