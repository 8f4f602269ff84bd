package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PlatformWorker;
import io.joblane.notification.domain.ApprovalDigests;
import java.util.Map;

/** Sends everybody whose noon has come what waits for them. Delivered twice it sends nothing twice: each message has its key. */
@JobType("notification.sendDigests")
class SendDigestsWorker implements PlatformWorker<SendDigestsWorker.Variables> {
    private final ApprovalDigests digests;

    SendDigestsWorker(ApprovalDigests digests) {
        this.digests = digests;
    }

    /** How many were sent is for whoever looks at the instance. */
    @Override
    public Object handle(Variables variables) {
        return Map.of("digests", digests.send(variables.event()));
    }

    /** @param event the task's header: which text */
    record Variables(String event) {}
}
