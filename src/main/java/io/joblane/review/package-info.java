/** What customers say of a trip: a link that works once, the stars, and the agent's rating. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "company", "http", "identity", "booking", "workforce"})
package io.joblane.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
