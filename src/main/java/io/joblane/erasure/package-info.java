/**
 * Erasure of a person: what identifies them goes from every row of a company's database, from the audit trail and from their
 * account; that something happened stays. It writes to other modules' tables, as their owner, and knows nothing else of them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "identity", "shared"})
package io.joblane.erasure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
