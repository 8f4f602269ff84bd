/** The agents: the people in the field, their working state, position, vehicle, rating and experience. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "database", "http", "identity", "fleet"})
package io.joblane.workforce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
