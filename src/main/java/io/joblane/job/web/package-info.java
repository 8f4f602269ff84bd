/** HTTP routes of jobs. */
@NullMarked
package io.joblane.job.web;

import org.jspecify.annotations.NullMarked;
