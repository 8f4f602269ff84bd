package io.joblane.workforce.availability;

import java.util.List;
import java.util.UUID;

/** An agent's row of the calendar: every day asked for, in order. */
public record AgentDays(UUID agentId, String name, List<Day> days) {}
