/**
 * The demo that a newcomer meets: a transfer company with its people, vehicles and customers, four service companies with
 * their users, and a bot that plays the agents
 * phones. Active with {@code joblane.demo=true} only, which production sets to false.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"company", "context", "customer", "fleet", "identity", "shared", "startup", "workforce"})
package io.joblane.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
