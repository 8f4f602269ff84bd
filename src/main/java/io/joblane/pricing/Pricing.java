package io.joblane.pricing;

/** Prices trips for the current company. Asks the engine: never call it inside a database transaction. */
public interface Pricing {
    Quote quote(TripFacts trip);
}
