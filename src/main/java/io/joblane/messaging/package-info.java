/** Messages between an agent and dispatch: one thread about each booking or job, and one about anything. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "http", "identity", "workforce", "notification"})
package io.joblane.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
