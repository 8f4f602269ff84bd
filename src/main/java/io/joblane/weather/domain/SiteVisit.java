package io.joblane.weather.domain;

import io.joblane.shared.Geo;
import java.time.Instant;

/**
 * What of a job matters for the weather.
 *
 * @param urgency in lower case: low, standard, urgent
 */
public record SiteVisit(Geo site, Instant arrivalAt, String type, String urgency) {}
