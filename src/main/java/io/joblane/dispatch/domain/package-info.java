/** Shortlist, ranking, decisions and hand-made assignments. */
@NullMarked
package io.joblane.dispatch.domain;

import org.jspecify.annotations.NullMarked;
