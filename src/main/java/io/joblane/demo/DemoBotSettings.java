package io.joblane.demo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the demo plays the agents' phones; {@code joblane.demo.bot=false} leaves them alone.
 *
 * @param stepDelay how long an agent takes over one step
 * @param declinePercent how many offers in a hundred are declined
 * @param pollEvery how often a phone looks again whose agent is busy with a step
 */
@ConfigurationProperties("joblane.demo.bot")
record DemoBotSettings(
        @DefaultValue("8s") Duration stepDelay,
        @DefaultValue("5") int declinePercent,
        @DefaultValue("2s") Duration pollEvery) {}
