package io.joblane.customer.domain;

import java.util.UUID;

/** Who looks after the properties of several customers. */
public record ManagementCompany(UUID id, Fields fields, int version) {
    public record Fields(String name, String address, String phone, String email) {}
}
