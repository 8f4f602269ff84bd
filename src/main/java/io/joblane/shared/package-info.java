/** Values that every capability may use; no services. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.joblane.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
