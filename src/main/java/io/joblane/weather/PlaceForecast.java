package io.joblane.weather;

import io.joblane.shared.Geo;
import java.util.List;

/** @param place the name that the service knows the postcode by */
public record PlaceForecast(String postcode, String place, Geo position, List<Forecast> items) implements PlaceOutlook {
    public PlaceForecast {
        items = List.copyOf(items);
    }
}
