/**
 * PostgreSQL: where it runs (embedded or external), the control database, one database a company, their migrations, and
 * the data source that follows {@link io.joblane.context.CurrentCompany}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"context", "shared"})
package io.joblane.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
