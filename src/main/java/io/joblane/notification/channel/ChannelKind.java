package io.joblane.notification.channel;

import io.joblane.shared.LowerCase;

/** A way on which a message leaves the house. */
public enum ChannelKind {
    PUSH,
    SMS,
    EMAIL;

    /** As in the ledger, in the decision and in JSON. */
    public String key() {
        return LowerCase.of(this);
    }
}
