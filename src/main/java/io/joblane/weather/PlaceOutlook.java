package io.joblane.weather;

/** The weather of the next days at one place, or why it is not known. */
public sealed interface PlaceOutlook permits PlaceForecast, Unavailable {}
