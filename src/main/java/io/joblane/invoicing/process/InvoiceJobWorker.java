package io.joblane.invoicing.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.invoicing.domain.JobRate;
import io.joblane.invoicing.domain.JobRates;
import io.joblane.invoicing.domain.JobWorks;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues the invoice of a signed-off job that somebody ordered; one of our own work has no customer and gets none. */
@JobType("invoicing.invoiceJob")
class InvoiceJobWorker implements PreparingWorker<InvoiceJobWorker.Variables, JobRate> {
    private final JobWorks works;
    private final JobRates rates;
    private final InvoiceService invoices;

    InvoiceJobWorker(JobWorks works, JobRates rates, InvoiceService invoices) {
        this.works = works;
        this.rates = rates;
        this.invoices = invoices;
    }

    @Override
    public JobRate prepare(Variables variables) {
        return rates.of(works.find(variables.jobId()));
    }

    @Override
    public @Nullable Object handle(Variables variables, JobRate rate) {
        invoices.issueJob(works.find(variables.jobId()), rate);
        return null;
    }

    record Variables(UUID jobId) {}
}
