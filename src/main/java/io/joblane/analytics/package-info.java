/**
 * How the work with jobs goes, for the office: how many are filled and how fast, how agents answer, who comes and who does not.
 * Figures come from rows that are counted once a day of work and added up; see {@code StatsKeeper}. Reads the tables of jobs,
 * offers and assignments; nothing depends on it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "http", "identity", "shared"})
package io.joblane.analytics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
