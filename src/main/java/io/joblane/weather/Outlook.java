package io.joblane.weather;

/** The weather at one place and time, or why it is not known. */
public sealed interface Outlook permits Forecast, Unavailable {}
