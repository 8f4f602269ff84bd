package io.joblane.notification.recipient;

import io.joblane.context.CurrentCompany;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.secret.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Links with which somebody says that they want no more mail, without a log-in. Nothing is kept of them: the address is sealed in
 * the link itself, so that nobody can make one for somebody else, and nobody who sees one learns the address.
 */
@Component
public class UnsubscribeLinks {
    public static final String PATH = "/api/v1/unsubscriptions";

    private final Secrets secrets;
    private final AddressBlocks blocks;
    private final String publicAddress;

    UnsubscribeLinks(
            Secrets secrets,
            AddressBlocks blocks,
            @Value("${joblane.public-address:http://localhost:${server.port:8080}}") String publicAddress) {
        this.secrets = secrets;
        this.blocks = blocks;
        this.publicAddress = publicAddress;
    }

    /** @param company its slug */
    public record Token(String company, String sealed) {
        /** Empty where it can be none. */
        public static Optional<Token> parse(String text) {
            int dot = text.indexOf('.');
            return dot < 1 || text.length() > 1_000
                    ? Optional.empty()
                    : Optional.of(new Token(text.substring(0, dot), text.substring(dot + 1)));
        }

        /** Never the address. */
        @Override
        public String toString() {
            return "unsubscribe link of " + company;
        }
    }

    /** For the current company. */
    public URI make(String email) {
        String company = CurrentCompany.required();
        String sealed = secrets.seal(purpose(company), email.getBytes(StandardCharsets.UTF_8));
        String token =
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.getBytes(StandardCharsets.US_ASCII));
        return URI.create(publicAddress + PATH + "/" + company + "." + token);
    }

    /** Whether the link's address gets mail. Empty where the link is none of ours. */
    public Optional<Boolean> isSubscribed(Token token) {
        return address(token).map(email -> blocks.find(ChannelKind.EMAIL, email).isEmpty());
    }

    /** @return false where the link is none of ours; true too where it was said before */
    public boolean unsubscribe(Token token) {
        Optional<String> address = address(token);
        address.ifPresent(email -> blocks.add(ChannelKind.EMAIL, email, BlockReason.UNSUBSCRIBED));
        return address.isPresent();
    }

    private Optional<String> address(Token token) {
        try {
            String sealed = new String(Base64.getUrlDecoder().decode(token.sealed()), StandardCharsets.US_ASCII);
            return Optional.of(new String(secrets.open(purpose(token.company()), sealed), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            // Altered, made for another company, or with another key: none of ours, whichever it is.
            return Optional.empty();
        }
    }

    private static String purpose(String company) {
        return "unsubscribe " + company;
    }
}
