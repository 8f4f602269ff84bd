/** What is checked before a controller sees a request: the token, the company, the role. */
@NullMarked
package io.joblane.identity.access;

import org.jspecify.annotations.NullMarked;
