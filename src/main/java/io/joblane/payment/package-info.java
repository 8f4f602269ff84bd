/**
 * Money that comes in and goes back: card payments and refunds through a provider outside, cash, transfers, disputes, and what
 * the provider says against what we say. Each call to the outside has its row first, and its row's id as idempotency key.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "context",
            "database",
            "company",
            "engine",
            "http",
            "identity",
            "secret",
            "booking"
        })
package io.joblane.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
