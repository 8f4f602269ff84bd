/**
 * From work that is done to its invoice: the price as it was driven or worked, tax, a number without gaps, the paper, credit
 * notes, and the agent's pay. Whether an invoice is paid follows from the rows of {@code payment}, which it reads.
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
            "customer",
            "pricing",
            "booking",
            "earnings"
        })
package io.joblane.invoicing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
