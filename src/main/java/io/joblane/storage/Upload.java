package io.joblane.storage;

import io.joblane.http.RawBody;
import io.joblane.shared.Geo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in.
 *
 * @param id made by the client, the same in a repetition
 * @param name as the client calls it, or null
 */
public record Upload(
        UUID id,
        @Nullable String name,
        @Nullable String signer,
        @Nullable Instant takenAt,
        @Nullable Geo position,
        RawBody body) {}
