package io.joblane.review;

import java.util.UUID;

/** Links with which a customer rates a trip, once, without a login. */
public interface RatingLinks {
    /**
     * Makes a link for the booking's completed trip; only its hash is kept, so that it can be read here and nowhere else.
     * It works for 30 days. Joins the caller's transaction.
     *
     * @return the URL's path, {@code /api/v1/ratings/<token>}
     */
    String create(UUID bookingId);
}
