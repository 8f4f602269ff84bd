/** The agents' documents: licences, insurances and others, how long they are valid, and whether somebody has looked at them. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "company", "http", "identity", "workforce", "storage"})
package io.joblane.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
