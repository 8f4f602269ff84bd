/** What happens at a site, decided under the job's lock. */
@NullMarked
package io.joblane.visit.domain;

import org.jspecify.annotations.NullMarked;
