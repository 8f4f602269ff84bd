/** Requests, who decides on them, and what becomes of them. */
@NullMarked
package io.joblane.approval.domain;

import org.jspecify.annotations.NullMarked;
