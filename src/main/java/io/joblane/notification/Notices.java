package io.joblane.notification;

import java.util.UUID;

/** Messages as the one sees them to whom they were written. */
public interface Notices {
    /** @return false where the agent has no such message; true too where it had been read before */
    boolean markRead(UUID id, UUID agentId);
}
