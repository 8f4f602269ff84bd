package io.joblane.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Approvals;
import io.joblane.approval.NewApproval;
import io.joblane.process.ProcessTest;
import io.joblane.testing.TestPrices;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that were there before requests of their kind had a process. */
class UnroutedApprovalsTests extends ProcessTest {
    @Autowired
    UnroutedApprovals unrouted;

    @Autowired
    ApprovalTable table;

    @Autowired
    Approvals approvals;

    @Autowired
    TestPrices prices;

    @Test
    void whatHasNoProcessGetsOneAndWhatHasOneNoSecond() {
        NewApproval raise = prices.raise("10");
        UUID request = raise.id();
        in(() -> transactions.run(() -> {
            table.add(raise, new Person("system", "system", "system"));
            return request;
        }));
        unrouted.startAll();
        settle();
        assertThat(runs("approvalProcess", request)).as("it may be on its way").isFalse();
        pass(Duration.ofMinutes(11));
        unrouted.startAll();
        unrouted.startAll();
        settle();
        assertThat(runs("approvalProcess", request)).isTrue();
        assertThat(count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", request))
                .isOne();
        assertThat(in(() -> transactions.run(() -> approvals.withdraw(request))))
                .isEqualTo(ApprovalState.WITHDRAWN);
        await("its process ends", () -> !runs("approvalProcess", request));
    }
}
