package io.joblane.notification.channel;

/** Why nothing is sent to an address any more. */
public enum BlockReason {
    /** The mailbox is gone. */
    BOUNCED,
    /** It is no number or no address that takes such messages. */
    INVALID,
    SPAM_REPORT,
    /** They said stop. */
    UNSUBSCRIBED
}
