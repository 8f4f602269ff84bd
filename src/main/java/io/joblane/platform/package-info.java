/** What whoever runs the installation does with companies: makes, changes, suspends them, and tries a new schema on one. */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "http", "identity", "shared"})
package io.joblane.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
