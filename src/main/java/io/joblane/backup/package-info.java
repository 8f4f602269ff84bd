/**
 * Each company's encrypted copies: made by schedule or on demand, kept in a folder or an S3-compatible store, recorded in a
 * ledger, and restored one company at a time, after which its open work goes on.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"company", "context", "database", "engine", "filestore", "http", "identity", "shared"})
package io.joblane.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
