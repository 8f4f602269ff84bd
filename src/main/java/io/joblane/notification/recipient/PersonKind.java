package io.joblane.notification.recipient;

import io.joblane.shared.LowerCase;

/** Who gets messages. */
public enum PersonKind {
    AGENT,
    CUSTOMER,
    /** Somebody with a login who is in the office. */
    STAFF;

    public String key() {
        return LowerCase.of(this);
    }
}
