/**
 * The link to Zeebe: workers that run once, the outbox that sends messages and task completions after commit, decisions,
 * the user-task table, and the deployment of models. Nothing outside this module and the {@code process} packages knows
 * the engine's client.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "http", "identity", "shared"})
package io.joblane.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
