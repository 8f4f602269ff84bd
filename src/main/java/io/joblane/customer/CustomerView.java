package io.joblane.customer;

import java.util.UUID;

/** A customer as other modules see one. */
public record CustomerView(UUID id, String name, String email, String phone) {}
