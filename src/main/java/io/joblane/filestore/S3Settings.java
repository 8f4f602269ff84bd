package io.joblane.filestore;

import java.net.URI;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An S3-compatible store.
 *
 * @param bucket blank: there is none
 * @param endpoint with scheme and port; the bucket becomes the first part of the path
 */
public record S3Settings(
        @DefaultValue("") String bucket,
        @DefaultValue("http://localhost:9000") URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    public boolean isSet() {
        return !bucket.isBlank();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "S3[bucket=" + bucket + ", endpoint=" + endpoint + "]";
    }
}
