/** Figures over several companies at once, for those who may enter each of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "http", "identity", "shared"})
package io.joblane.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
