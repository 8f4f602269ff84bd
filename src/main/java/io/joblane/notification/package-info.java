/**
 * Who is told what, when and through which channel: a ledger in which every message has its row, under a key that lets it
 * be written once. Depends on bookings, never the other way round.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "shared",
            "context",
            "database",
            "company",
            "engine",
            "http",
            "identity",
            "job",
            "workforce",
            "review",
            "secret"
        })
package io.joblane.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
