package io.joblane.notification.channel;

/** One kind of channel with its provider. */
public interface Channel {
    ChannelKind kind();

    /**
     * Opens the company's account. Sends nothing yet, and asks nobody.
     *
     * @throws IllegalArgumentException where the account's settings or secrets cannot be right; the message says which
     */
    Sender open(ChannelAccount account);
}
