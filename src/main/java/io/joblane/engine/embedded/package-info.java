/**
 * The embedded engine: Zeebe's real engine in this process, with a durable log and snapshots on disk, a gRPC gateway and
 * the REST endpoint for user tasks, both on loopback only. Knows nothing of the application and nothing of Spring.
 */
@NullMarked
package io.joblane.engine.embedded;

import org.jspecify.annotations.NullMarked;
