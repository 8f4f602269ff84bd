/** The route that shows the weather. */
@NullMarked
package io.joblane.weather.web;

import org.jspecify.annotations.NullMarked;
