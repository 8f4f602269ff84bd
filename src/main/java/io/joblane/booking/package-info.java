/**
 * Transport bookings and their assignments: one aggregate under one row lock, its statuses, its trip log, and every step
 * that moves it. Knows nothing of how an agent is found ({@code dispatch}) or what is sent to whom ({@code notification}).
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "company",
            "context",
            "customer",
            "database",
            "engine",
            "fleet",
            "http",
            "identity",
            "pricing",
            "routing",
            "shared",
            "workforce"
        })
package io.joblane.booking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
