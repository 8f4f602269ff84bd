package io.joblane.notification.delivery;

import io.joblane.notification.template.Rendered;

/** Where a message is shown that would have gone out, had the channel been set up. In demo mode only. */
public interface Showcase {
    void show(Shown message);

    /** @param recipientKind agent, customer or staff */
    record Shown(
            java.util.UUID notificationId,
            String event,
            String recipientKind,
            String channel,
            java.util.List<String> to,
            Rendered content,
            java.time.Instant at) {}
}
