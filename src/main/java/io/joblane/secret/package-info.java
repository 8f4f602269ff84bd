/** Keeps what must be readable again, and by nobody else: seals secrets with the installation's key before they are stored. */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "shared"})
package io.joblane.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
