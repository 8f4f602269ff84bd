/** The connection to the engine, embedded or a cluster: client, identity, health, settings. */
@NullMarked
package io.joblane.engine.link;

import org.jspecify.annotations.NullMarked;
