/** OpenWeatherMap: asked at most once an hour for each place, and left alone while it fails. */
@NullMarked
package io.joblane.weather.openweather;

import org.jspecify.annotations.NullMarked;
