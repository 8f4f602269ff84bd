/** What agents earned with trips and jobs, by the decision {@code agentPay} as it was when the work ended. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "context", "database", "company", "engine", "http", "identity", "workforce"})
package io.joblane.earnings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
