package io.joblane.notification.delivery;

import io.joblane.context.CurrentCompany;
import io.joblane.notification.channel.ChannelKind;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where providers report what became of a message. */
@Component
public class Callbacks {
    public static final String TWILIO = "/api/v1/webhooks/twilio/{company}/status";

    private final String publicAddress;

    Callbacks(@Value("${joblane.public-address:http://localhost:${server.port:8080}}") String publicAddress) {
        this.publicAddress = publicAddress;
    }

    /** The address with which providers know this server, in front of every path. */
    public String publicAddress() {
        return publicAddress;
    }

    /** @return null where the provider is told in its own settings, or could not reach us */
    @Nullable URI of(ChannelKind channel, UUID id) {
        if (channel != ChannelKind.SMS || !publicAddress.startsWith("https://")) {
            return null;
        }
        return URI.create(
                publicAddress + TWILIO.replace("{company}", CurrentCompany.required()) + "?notification=" + id);
    }
}
