package io.joblane.customer.domain;

import java.util.UUID;

/** A {@link ContactFields contact} as it is kept. */
public record Contact(UUID id, UUID customerId, ContactFields fields, int version) {}
