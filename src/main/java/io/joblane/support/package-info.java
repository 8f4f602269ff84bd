/** What agents report from the field: who looks into it, when it is escalated, and what came of it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "company", "engine", "http", "identity", "workforce"})
package io.joblane.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
