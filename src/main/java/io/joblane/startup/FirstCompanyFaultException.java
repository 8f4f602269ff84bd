package io.joblane.startup;

import io.joblane.shared.CannotStartException;

/** The settings of the first company do not make one. */
class FirstCompanyFaultException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    FirstCompanyFaultException(String message) {
        super(message);
    }
}
