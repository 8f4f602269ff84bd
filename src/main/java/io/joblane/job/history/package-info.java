/** What became of jobs: searched, page by page, and as a table. */
@NullMarked
package io.joblane.job.history;

import org.jspecify.annotations.NullMarked;
