package io.joblane.weather.domain;

import io.joblane.weather.Outlook;
import java.time.Instant;

/**
 * What the decision says about a visit.
 *
 * @param level none, advice (shown to agents), warning (to the admin too), hold (an admin must release the job), unknown
 * @param text for agents, a sentence
 */
public record Advice(String level, String text, Outlook outlook, Instant lookedUpAt) {}
