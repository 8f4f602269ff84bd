package io.joblane.customer.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the office sees one.
 *
 * @param salespersonId the login of who looks after the customer
 */
public record CustomerRecord(
        UUID id,
        String name,
        String address,
        String email,
        String phone,
        @Nullable UUID managementCompanyId,
        @Nullable String managementCompany,
        @Nullable UUID salespersonId,
        int version) {}
