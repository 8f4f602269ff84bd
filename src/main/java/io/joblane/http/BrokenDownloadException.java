package io.joblane.http;

/** A download broke when a part of it was out already: nothing can be answered any more, and the connection is closed. */
public class BrokenDownloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenDownloadException(RuntimeException cause) {
        super(cause);
    }
}
