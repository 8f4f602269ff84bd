/** What is counted, how it is kept, and what is made of it. */
@NullMarked
package io.joblane.analytics.domain;

import org.jspecify.annotations.NullMarked;
