package io.joblane.identity.member;

import io.joblane.identity.AccountLink;
import io.joblane.identity.AccountLink.Kind;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.LinkChannel;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes links and hands them to the channels there are. */
@Component
class LinkDelivery {
    private static final Logger log = LoggerFactory.getLogger(LinkDelivery.class);

    private final List<LinkChannel> channels;
    private final String address;

    LinkDelivery(ObjectProvider<LinkChannel> channels, IdentitySettings settings) {
        this.channels = channels.orderedStream().toList();
        this.address = settings.linkAddress().replaceAll("/+$", "");
    }

    /** The token stands behind #, which a browser sends to no server, so that it is in no access log. */
    AccountLink link(Kind kind, String email, String token, Instant expiresAt) {
        String path = kind == Kind.INVITATION ? "/invitation#" : "/password-reset#";
        return new AccountLink(kind, email, address + path + token, expiresAt);
    }

    /** @return whether somebody took it */
    boolean send(AccountLink link) {
        channels.forEach(channel -> channel.send(link));
        if (channels.isEmpty()) {
            log.info("No channel delivers {}; an admin of the company can pass a link on", link.kind());
        }
        return !channels.isEmpty();
    }
}
