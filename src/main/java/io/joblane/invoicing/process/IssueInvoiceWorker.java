package io.joblane.invoicing.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.invoicing.domain.InvoiceService;
import java.util.UUID;

/** Issues the invoice of a priced trip. */
@JobType("invoicing.issueInvoice")
class IssueInvoiceWorker implements ServiceTaskWorker<IssueInvoiceWorker.Variables> {
    private final InvoiceService invoices;

    IssueInvoiceWorker(InvoiceService invoices) {
        this.invoices = invoices;
    }

    @Override
    public Object handle(Variables variables) {
        return new Issued(invoices.issue(variables.bookingId()));
    }

    record Variables(UUID bookingId) {}

    record Issued(UUID invoiceId) {}
}
