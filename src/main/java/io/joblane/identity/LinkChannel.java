package io.joblane.identity;

/** A way on which a link reaches the person it is for. There may be none. */
public interface LinkChannel {
    void send(AccountLink link);
}
