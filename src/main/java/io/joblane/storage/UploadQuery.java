package io.joblane.storage;

import io.joblane.http.RawBody;
import io.joblane.shared.Geo;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a file in the query; the file itself is the body.
 *
 * @param fileId made by the client, new for each file and the same in its repetitions
 * @param takenAt when it was taken
 * @param lat with {@code lng}: where
 * @param name what the phone calls it
 * @param signer who signed
 */
public record UploadQuery(
        @NotNull UUID fileId,
        @Nullable Instant takenAt,
        @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
        @DecimalMin("-180") @DecimalMax("180") @Nullable Double lng,
        @Size(max = 200) @Nullable String name,
        @Size(max = 120) @Nullable String signer) {

    @AssertTrue(message = "must come with the other of lat and lng") boolean isPlace() {
        return (lat == null) == (lng == null);
    }

    public Upload upload(HttpServletRequest request) throws IOException {
        return new Upload(
                fileId,
                name,
                signer == null || signer.isBlank() ? null : signer.strip(),
                takenAt,
                lat == null || lng == null ? null : new Geo(lat, lng),
                RawBody.of(request));
    }
}
