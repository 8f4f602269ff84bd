/**
 * Site work that needs several agents: posting a job, finding and asking agents, slots and who takes them, changes, and the
 * sign-off. One aggregate under one row lock. What happens on site is another module's ({@code visit}), which depends on this one.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "company",
            "context",
            "customer",
            "database",
            "engine",
            "http",
            "identity",
            "shared",
            "workforce"
        })
package io.joblane.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
