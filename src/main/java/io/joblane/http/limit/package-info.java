/** How many requests one user and one network address may make; which route counts as what is in {@code RouteClass}. */
@NullMarked
package io.joblane.http.limit;

import org.jspecify.annotations.NullMarked;
