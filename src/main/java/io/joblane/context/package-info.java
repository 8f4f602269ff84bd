/** For which company and in whose name the current thread works. Depends on nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.joblane.context;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
