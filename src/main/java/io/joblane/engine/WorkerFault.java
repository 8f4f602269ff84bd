package io.joblane.engine;

/** A fault whose message may be shown to an admin in an incident: what happened, and what to do next. Nothing personal in it. */
public class WorkerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkerFault(String message) {
        super(message);
    }

    public WorkerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
