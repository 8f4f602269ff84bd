package io.joblane.review;

import io.joblane.booking.Bookings;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes another rating link for a customer who asks for one. No Idempotency-Key: a kept answer would keep the secret. */
@RestController
@Staff
class RatingLinkController {
    private final RatingLinks links;
    private final Bookings bookings;

    RatingLinkController(RatingLinks links, Bookings bookings) {
        this.links = links;
        this.bookings = bookings;
    }

    @PostMapping("/api/v1/bookings/{id}/rating-links")
    ResponseEntity<RatingLink> create(@PathVariable UUID id) {
        if (bookings.find(id).isEmpty()) {
            throw Problem.notFound("booking_unknown", "There is no such booking.");
        }
        String url = links.create(id);
        return ResponseEntity.created(URI.create(url)).body(new RatingLink(url));
    }

    record RatingLink(String url) {}
}
