/** HTTP routes of the figures. */
@NullMarked
package io.joblane.analytics.web;

import org.jspecify.annotations.NullMarked;
