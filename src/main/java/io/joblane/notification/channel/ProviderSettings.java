package io.joblane.notification.channel;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the providers are. A company cannot change that: its admin would choose whom this server calls.
 *
 * @param googleTokenAddress where Firebase's access tokens come from
 * @param timeout for a provider's answer; without one by then the message is in doubt
 * @param lease how long a claimed message is this process' own; longer than a provider may take for a whole batch
 */
@ConfigurationProperties("joblane.notification")
public record ProviderSettings(
        @DefaultValue("https://fcm.googleapis.com") URI firebaseAddress,
        @DefaultValue("https://oauth2.googleapis.com/token") URI googleTokenAddress,
        @DefaultValue("https://api.twilio.com") URI twilioAddress,
        @DefaultValue("https://api.sendgrid.com") URI sendgridAddress,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("2m") Duration lease) {}
