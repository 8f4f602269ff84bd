package io.joblane.payment.stripe;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Stripe is, for every company; each has keys of its own.
 *
 * @param tolerance how old a webhook's signature may be
 */
@ConfigurationProperties("joblane.payment.stripe")
record StripeSettings(
        @DefaultValue("https://api.stripe.com") URI baseAddress,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("5m") Duration tolerance) {}
