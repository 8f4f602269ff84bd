/** What an agent brings back from a trip: photos and the customer's signature. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "database", "http", "identity", "workforce", "booking", "storage"})
package io.joblane.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
