/**
 * What was changed, by whom and where from: reads the audit entries that the databases' triggers write, and keeps their
 * monthly partitions.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "http", "identity", "shared"})
package io.joblane.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
