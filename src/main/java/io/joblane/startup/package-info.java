/**
 * The first and the last lines a person sees: why the application cannot start, in a sentence; and once it is ready, where it
 * is and what to do next. Also makes the first company of an empty installation.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "identity", "shared"})
package io.joblane.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
