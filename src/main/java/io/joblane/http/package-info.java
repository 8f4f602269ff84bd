/**
 * What every controller shares: the form of JSON, problems, pages and their cursors, idempotency keys, versions, the id of
 * a request.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"context", "company", "database", "shared"})
package io.joblane.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
