/** What an agent's phone asks that belongs to no single capability: tasks, taps, the dashboard. And the office's own tasks. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "booking",
            "company",
            "context",
            "database",
            "engine",
            "http",
            "identity",
            "job",
            "notification",
            "shared",
            "workforce"
        })
package io.joblane.mobile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
