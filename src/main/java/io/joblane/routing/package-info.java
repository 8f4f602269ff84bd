/** How far and how long a trip is: behind an interface that a road router can take over. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "company", "engine"})
package io.joblane.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
