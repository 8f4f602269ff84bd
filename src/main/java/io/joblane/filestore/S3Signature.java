package io.joblane.filestore;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 for requests without a query, over the headers host, x-amz-content-sha256 and x-amz-date. */
final class S3Signature {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";

    private final String region;
    private final String accessKey;
    private final String secretKey;
    private final Clock clock;

    S3Signature(String region, String accessKey, String secretKey, Clock clock) {
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.clock = clock;
    }

    /** @param bodySha256 in hex */
    Map<String, String> headers(String method, URI address, String bodySha256) {
        String time = TIME.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        String day = time.substring(0, 8);
        String host = address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
        String request = String.join(
                "\n",
                method,
                address.getRawPath(),
                "",
                "host:" + host,
                "x-amz-content-sha256:" + bodySha256,
                "x-amz-date:" + time,
                "",
                SIGNED,
                bodySha256);
        String scope = day + "/" + region + "/s3/aws4_request";
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(request));
        byte[] key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
        for (String part : new String[] {region, "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-content-sha256", bodySha256);
        headers.put("x-amz-date", time);
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                        + HexFormat.of().formatHex(hmac(key, toSign)));
        return headers;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
