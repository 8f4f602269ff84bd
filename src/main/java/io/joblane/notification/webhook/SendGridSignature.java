package io.joblane.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Checks SendGrid's signed events: ECDSA with SHA-256 over the timestamp and the body as it came. */
public final class SendGridSignature {
    private SendGridSignature() {}

    /**
     * @param publicKey as SendGrid shows it: base64 of an X.509 key
     * @return false too for a key or signature that is none
     */
    public static boolean isValid(String publicKey, String timestamp, byte[] body, String signature) {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey.strip())));
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(timestamp.getBytes(StandardCharsets.UTF_8));
            check.update(body);
            return check.verify(Base64.getDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
