/**
 * The weather where work is done: OpenWeatherMap's forecast behind an interface, and what a decision advises for it. Knows
 * jobs as rows only.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "company", "database", "engine", "http", "identity"})
package io.joblane.weather;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
