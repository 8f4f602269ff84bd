/** The agents: the people in the field, their working state, position, vehicle, rating and experience. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "company",
            "context",
            "database",
            "engine",
            "fleet",
            "http",
            "identity",
            "shared"
        })
package io.joblane.workforce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
