package io.joblane.database;

/** Somebody asked for a company that does not exist here. */
public class UnknownCompanyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownCompanyException(String company) {
        super("There is no company " + company);
    }
}
