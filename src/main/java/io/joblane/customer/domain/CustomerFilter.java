package io.joblane.customer.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are looked for; what is null does not matter.
 *
 * @param text in name, address or e-mail address
 */
public record CustomerFilter(
        @Nullable String text,
        @Nullable UUID salespersonId,
        @Nullable UUID managementCompanyId) {}
