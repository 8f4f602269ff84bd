package io.joblane.customer.domain;

/** What somebody decides at a customer. */
public enum ContactRole {
    PROPERTY_MANAGER,
    ASSISTANT_MANAGER,
    MAINTENANCE,
    BILLING,
    OTHER
}
