/**
 * The people and companies that book: who they are, whom one speaks to there, and how their records are changed. Salespeople
 * change them through approvals only.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"approval", "company", "context", "database", "engine", "http", "identity", "shared"})
package io.joblane.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
