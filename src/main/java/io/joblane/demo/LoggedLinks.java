package io.joblane.demo;

import io.joblane.identity.AccountLink;
import io.joblane.identity.LinkChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The demo's people have no mailbox: their links are in the log. */
@Component
@ConditionalOnBooleanProperty("joblane.demo")
class LoggedLinks implements LinkChannel {
    private static final Logger log = LoggerFactory.getLogger(LoggedLinks.class);

    @Override
    public void send(AccountLink link) {
        log.info("{}: {} (until {})", link, link.url(), link.expiresAt());
    }
}
