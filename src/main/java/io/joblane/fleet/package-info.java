/** The vehicles: what they carry, whether they may be used, and what they cost. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "database", "http", "identity"})
package io.joblane.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
