/** The PostgreSQL that comes along: nothing to install, data in a folder, survives a kill. */
@NullMarked
package io.joblane.database.embedded;

import org.jspecify.annotations.NullMarked;
