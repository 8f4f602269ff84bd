package io.joblane.engine;

/** A decision has no answer for its input: a fault of the model, which an analyst mends. */
public class DecisionFailedException extends WorkerFault {
    private static final long serialVersionUID = 1L;

    public DecisionFailedException(String decisionId, String reason) {
        super("Decision " + decisionId + " has no answer: " + reason + ". Correct the table, publish it, then retry.");
    }
}
