/**
 * The work of one agent at the site of a job: the confirmation of a changed time, check-in with a position, photos, notes and
 * signature, check-out, and what is done where nobody comes. Depends on jobs, never the other way round.
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
            "workforce",
            "job",
            "storage"
        })
package io.joblane.visit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
