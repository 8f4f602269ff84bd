/** Jobs that come again and again: rules of RFC 5545, and the jobs that are posted by them. */
@NullMarked
package io.joblane.job.recurrence;

import org.jspecify.annotations.NullMarked;
