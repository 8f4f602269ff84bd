package io.joblane.identity.session;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.joblane.database.ControlDatabase;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.PlatformAdmin;
import io.joblane.identity.live.AccessFeed;
import io.joblane.identity.session.KeyRing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys that sign access tokens (ES256). A new one is published for a while before it signs, so that every replica and
 * everybody who checks our tokens knows it; an old one verifies until the last token it signed has ended.
 */
@Component
public class SigningKeys {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    /** Beyond a token's life, for clocks that are apart. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ControlDatabase control;
    private final SigningKeyTable table;
    private final IdentitySettings settings;
    private final Clock clock;
    private volatile KeyRing ring;

    SigningKeys(
            ControlDatabase control, SigningKeyTable table, IdentitySettings settings, Clock clock, AccessFeed feed) {
        this.control = control;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
        this.ring = control.inTransaction(() -> {
            table.lock();
            table.sealPlain();
            List<SigningKey> known = table.read();
            return new KeyRing(known.isEmpty() ? List.of(table.add(clock.instant())) : known);
        });
        feed.on(AccessFeed.Topic.KEY, this::reload);
    }

    /** A key that will sign. */
    public record Planned(String kid, Instant signsFrom) {}

    /** The id of the key with which to sign now. */
    String current() {
        return ring.signing(clock.instant()).kid();
    }

    JWKSource<SecurityContext> source() {
        return (selector, context) -> selector.select(ring.set());
    }

    /** The public halves, as a JWK set. */
    public Map<String, Object> published() {
        return ring.set().toPublicJWKSet().toJSONObject();
    }

    /** Makes a key that signs after the lead time; where one waits already, that one. */
    @PlatformAdmin
    public Planned rotate() {
        return control.inTransaction(() -> {
            Instant now = clock.instant();
            KeyRing locked = locked();
            SigningKey next = locked.latest().signsFrom().isAfter(now)
                    ? locked.latest()
                    : table.add(now.plus(settings.signingKeyLead()));
            ring = new KeyRing(table.read());
            return new Planned(next.kid(), next.signsFrom());
        });
    }

    /** Makes the next key when it is time, and retires those whose last token has ended. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT5S")
    void maintain() {
        reload();
        if (isDue(ring) || !over(ring).isEmpty()) {
            control.inTransaction(() -> {
                KeyRing locked = locked();
                if (isDue(locked)) {
                    SigningKey next = table.add(next(locked));
                    log.info("The key {} signs access tokens from {} on", next.kid(), next.signsFrom());
                }
                over(locked).forEach(key -> table.retire(key.kid(), clock.instant()));
                ring = new KeyRing(table.read());
                return ring;
            });
        }
    }

    private KeyRing locked() {
        table.lock();
        return new KeyRing(table.read());
    }

    private boolean isDue(KeyRing keys) {
        return !clock.instant()
                .isBefore(keys.latest()
                        .signsFrom()
                        .plus(settings.signingKeyLife())
                        .minus(settings.signingKeyLead()));
    }

    private Instant next(KeyRing keys) {
        Instant planned = keys.latest().signsFrom().plus(settings.signingKeyLife());
        Instant earliest = clock.instant().plus(settings.signingKeyLead());
        return planned.isBefore(earliest) ? earliest : planned;
    }

    /** Those whose successor has signed for longer than a token lives. */
    private List<SigningKey> over(KeyRing keys) {
        Instant before = clock.instant().minus(settings.accessTokenLife()).minus(GRACE);
        List<SigningKey> all = keys.keys();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).signsFrom().isAfter(before)) {
                return all.subList(i + 1, all.size());
            }
        }
        return List.of();
    }

    private void reload() {
        ring = new KeyRing(table.read());
    }
}
