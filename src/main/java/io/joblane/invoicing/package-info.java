/** From a completed trip to its invoice: the price as it was driven, and a number without gaps. */
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
            "booking"
        })
package io.joblane.invoicing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
