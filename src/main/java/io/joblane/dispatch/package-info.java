/**
 * Who goes: the shortlist in SQL, the ranking by decision {@code dispatchScoring}, the record of why, and what an admin or
 * dispatcher decides by hand.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "booking",
            "company",
            "context",
            "database",
            "engine",
            "fleet",
            "http",
            "identity",
            "shared",
            "workforce"
        })
package io.joblane.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
