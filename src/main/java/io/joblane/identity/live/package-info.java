/** What every request asks about people and sessions, kept in memory and forgotten the moment it changes on any replica. */
@NullMarked
package io.joblane.identity.live;

import org.jspecify.annotations.NullMarked;
