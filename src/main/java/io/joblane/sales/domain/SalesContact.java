package io.joblane.sales.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody whom a salesperson has met, at a prospect or at a customer. */
public record SalesContact(
        UUID id, @Nullable UUID prospectId, @Nullable UUID customerId, UUID ownerId, Fields fields, int version) {
    public record Fields(String firstName, String lastName, String title, String phone, String email, String notes) {}
}
