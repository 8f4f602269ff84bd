package io.joblane.workforce.web;

import io.joblane.shared.Geo;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/** A place in a request. */
record Position(
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng) {
    Geo geo() {
        return new Geo(lat, lng);
    }
}
