package io.joblane.notification;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells an agent something on behalf of a module that this one knows nothing of. Joins the caller's transaction. */
public interface AgentNews {
    void tell(News news);

    /**
     * @param event in snake_case; its text is {@code agent.<event>.title} and {@code .body} of the catalogue
     * @param dedupKey what makes it one and the same: it is told once
     * @param values what the text's placeholders stand for
     */
    record News(
            String event,
            UUID agentId,
            String dedupKey,
            Map<String, String> values,
            @Nullable UUID bookingId,
            @Nullable UUID jobId) {}
}
