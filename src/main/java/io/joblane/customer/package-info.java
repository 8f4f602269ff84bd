/** The people and companies that book: who they are and how they are reached. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "database"})
package io.joblane.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
