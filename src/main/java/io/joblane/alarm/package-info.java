/** What the platform's people are warned of before it stops work: connections, disk, certificates. */
@NullMarked
@ApplicationModule(allowedDependencies = {"database"})
package io.joblane.alarm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
