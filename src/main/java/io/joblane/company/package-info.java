/** The companies of this installation: their names, looks, time zones, currencies and settings, and whether they work now. */
@NullMarked
@ApplicationModule(allowedDependencies = {"context", "database", "shared"})
package io.joblane.company;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
