package io.joblane.erasure;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as the current company knows them.
 *
 * @param agentId null where they are no agent here
 * @param customerId null where they are no customer
 * @param userId null where they cannot log in
 * @param name the account's, with which rows say who did something; null where there is none, or no more
 */
record Person(
        @Nullable UUID agentId,
        @Nullable UUID customerId,
        @Nullable UUID userId,
        @Nullable String name) {
    Person named(@Nullable String known) {
        return new Person(agentId, customerId, userId, known);
    }
}
