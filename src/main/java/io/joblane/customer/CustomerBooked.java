package io.joblane.customer;

import java.util.UUID;

/** Work was ordered for a customer: a booking was placed or a job posted, in the transaction that publishes this. */
public record CustomerBooked(UUID customerId) {}
