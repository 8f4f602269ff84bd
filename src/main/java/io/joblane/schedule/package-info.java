/**
 * What has to be done on certain days and hours in each company: found every quarter of an hour by the scheduling process and
 * started by message, once for each kind and day. A kind of work is a bean of type {@link
 * io.joblane.schedule.ScheduledKind}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"company", "context", "database", "engine", "shared", "workforce"})
package io.joblane.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
