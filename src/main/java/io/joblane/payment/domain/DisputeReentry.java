package io.joblane.payment.domain;

import io.joblane.engine.Reentry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the disputes that nobody has decided on before an admin again. */
@Component
class DisputeReentry implements Reentry {
    private final Disputes disputes;

    DisputeReentry(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public int startAgain() {
        List<Dispute> open = disputes.open();
        open.forEach(disputes::startProcess);
        return open.size();
    }
}
