/** Log-in, rotating refresh tokens, the access tokens and the keys that sign them. */
@NullMarked
package io.joblane.identity.session;

import org.jspecify.annotations.NullMarked;
