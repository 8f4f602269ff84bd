package io.joblane.earnings.process;

import io.joblane.earnings.Earnings;
import io.joblane.earnings.Pay;
import io.joblane.earnings.PayRule;
import io.joblane.earnings.domain.JobTypes;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down what the agent earned with the work at a site. */
@JobType("earnings.recordJob")
class RecordJobWorker implements PreparingWorker<RecordJobWorker.Variables, PayRule> {
    private final Earnings earnings;
    private final Pay pay;
    private final JobTypes types;

    RecordJobWorker(Earnings earnings, Pay pay, JobTypes types) {
        this.earnings = earnings;
        this.pay = pay;
        this.types = types;
    }

    record Variables(UUID assignmentId) {}

    @Override
    public PayRule prepare(Variables variables) {
        return pay.ofJob(types.ofAssignment(variables.assignmentId()));
    }

    @Override
    public @Nullable Object handle(Variables variables, PayRule rule) {
        earnings.recordJob(variables.assignmentId(), rule);
        return null;
    }
}
