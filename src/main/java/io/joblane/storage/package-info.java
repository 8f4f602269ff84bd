/**
 * Photos, signatures and documents: received in a stream, looked at, kept in the file store under a name that nobody can
 * guess, and given out to those who may see them. What a file belongs to is decided by whoever owns that.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "company", "filestore", "http", "identity", "workforce"
        })
package io.joblane.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
