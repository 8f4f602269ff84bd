package io.joblane.customer.sync;

import java.util.UUID;

/**
 * Two customers of two companies.
 *
 * @param likeness of names and addresses, 0 to 1
 */
public record CustomerMatch(UUID id, Side a, Side b, double likeness, State state, int version) {
    /** @param company its slug */
    public record Side(String company, UUID customerId) {}

    public enum State {
        PROPOSED,
        CONFIRMED,
        REFUSED
    }

    Side other(String company) {
        return a.company().equals(company) ? b : a;
    }
}
