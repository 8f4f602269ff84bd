package io.joblane.testing;

import io.joblane.context.CurrentCompany;
import io.joblane.shared.Geo;
import io.joblane.weather.Forecast;
import io.joblane.weather.Outlook;
import io.joblane.weather.PlaceOutlook;
import io.joblane.weather.Weather;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The weather service, and the weather that a test makes for its own company in place of what the service says. */
public final class TestSkies implements Weather {
    private final Weather service;
    private final Map<String, Outlook> made = new ConcurrentHashMap<>();

    TestSkies(Weather service) {
        this.service = service;
    }

    @Override
    public Outlook at(Geo place, Instant at) {
        Outlook outlook = made.get(CurrentCompany.required());
        return outlook == null ? service.at(place, at) : outlook;
    }

    @Override
    public PlaceOutlook around(String postcode) {
        return service.around(postcode);
    }

    /** It is like that everywhere from now on. */
    public void become(String company, Outlook outlook) {
        made.put(company, outlook);
    }

    public void clear(String company) {
        made.remove(company);
    }

    /** Nothing to mind. */
    public static Forecast fair(Instant at) {
        return forecast(at, 3, 0);
    }

    /** Worth a warning. */
    public static Forecast downpour(Instant at) {
        return forecast(at, 3, 12);
    }

    /** No job may go on without an admin's word. */
    public static Forecast hurricane(Instant at) {
        return forecast(at, 33, 0);
    }

    private static Forecast forecast(Instant at, double gustMs, double rainMm3h) {
        return new Forecast(
                at, 18, 18, 2, gustMs, rainMm3h, 0, 10_000, rainMm3h > 0 ? "Rain" : "Clear", "made by a test");
    }
}
