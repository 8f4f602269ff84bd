/** From a completed trip to its invoice: the price as it was driven, a number without gaps, and the agent's pay. */
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
            "customer",
            "pricing",
            "booking",
            "earnings"
        })
package io.joblane.invoicing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
