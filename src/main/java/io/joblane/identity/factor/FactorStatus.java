package io.joblane.identity.factor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's second factor.
 *
 * @param confirmedAt null while there is none that counts
 */
public record FactorStatus(boolean enabled, @Nullable Instant confirmedAt, int recoveryCodesLeft) {
    static final FactorStatus NONE = new FactorStatus(false, null, 0);
}
