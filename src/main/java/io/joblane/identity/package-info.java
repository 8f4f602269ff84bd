/**
 * Who somebody is and what they may do: users, their role in each company, log-in and sessions, and the one filter chain
 * through which every request goes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"context", "company", "database", "secret", "shared", "http"})
package io.joblane.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
