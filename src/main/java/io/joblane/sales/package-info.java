/**
 * What salespeople keep: prospects, the people they meet, their visits; and which customers have booked nothing for long. They
 * change their own prospects, and customers through approvals only.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "company",
            "context",
            "customer",
            "customer :: records",
            "database",
            "engine",
            "http",
            "identity",
            "schedule",
            "shared"
        })
package io.joblane.sales;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
