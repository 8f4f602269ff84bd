/** What a trip costs, by the decision {@code tripPricing}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "context", "company", "engine"})
package io.joblane.pricing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
