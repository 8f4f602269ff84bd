/** The companies of this installation: their names, time zones, currencies and settings. */
@NullMarked
@ApplicationModule(allowedDependencies = {"context", "database", "shared"})
package io.joblane.company;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
