package io.joblane.weather;

import io.joblane.shared.Geo;
import java.time.Instant;

/**
 * The forecast, five days ahead in steps of three hours. Asks a service outside and may take seconds: never call it inside a
 * database transaction. It never throws for what the service does; an answer that is none says why.
 */
public interface Weather {
    /** The step nearest to that time. */
    Outlook at(Geo place, Instant at);

    /**
     * All steps for a postcode of the current company's country.
     *
     * @throws io.joblane.shared.Problem 400 {@code invalid_postcode} for a text that is none there
     */
    PlaceOutlook around(String postcode);
}
