/**
 * Changes that somebody else must agree to first: who decides, how many, until when, and what was said. Knows nothing of what is
 * changed: each kind of request is an {@link io.joblane.approval.ApprovalHandler} of the module that owns its target.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "engine", "http", "identity", "shared"})
package io.joblane.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
