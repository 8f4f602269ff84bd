package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.Passwords;
import io.joblane.identity.live.AccessFeed;
import io.joblane.identity.live.LiveCache;
import io.joblane.identity.session.LoginTrail.What;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The log-ins that are kept: where each came from, how long it may last, and whether it is over. */
@Component
class LoginSessions {
    private static final int LONGEST_AGENT = 200;

    private static final String SESSION = "session";

    private final ControlDatabase control;
    private final LoginTrail trail;
    private final Clock clock;
    private final Duration life;
    private final LiveCache<Open> live;

    LoginSessions(ControlDatabase control, LoginTrail trail, IdentitySettings settings, Clock clock, AccessFeed feed) {
        this.control = control;
        this.trail = trail;
        this.clock = clock;
        this.life = settings.sessionLife();
        this.live = feed.cache(AccessFeed.Topic.SESSION, this::read);
    }

    /** A session that nobody has ended. */
    private record Open(UUID userId, Instant expiresAt) {}

    /**
     * Joins the caller's transaction.
     *
     * @return the id of the new session; empty where the person has chosen another password since the proof
     */
    Optional<UUID> begin(Passwords.Proof proof, Caller caller) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        // A change of the password waits for this row, or this for the change: no session of the old one outlives it.
        int begun = control.jdbc()
                .sql("""
                        INSERT INTO login_session (id, user_id, address, user_agent, created_at, refreshed_at, expires_at)
                        SELECT :id::uuid, u.id, :address, :agent, :now, :now, :expires
                        FROM app_user u WHERE u.id = :user AND u.password_version = :version FOR SHARE
                        """)
                .param("id", id)
                .param("user", proof.userId())
                .param("version", proof.version())
                .param("address", caller.address())
                .param("agent", cut(caller.userAgent()))
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(life)))
                .update();
        if (begun == 0) {
            return Optional.empty();
        }
        trail.note(What.LOG_IN, proof.userId(), Map.of(SESSION, id));
        return Optional.of(id);
    }

    /** Whether this person's session goes on; from memory. */
    boolean isOpen(UUID id, UUID userId) {
        return live.find(id)
                .filter(open -> open.userId().equals(userId) && open.expiresAt().isAfter(clock.instant()))
                .isPresent();
    }

    /** @return whether there was one to end */
    boolean end(UUID id, UUID userId) {
        return end(id, userId, What.LOG_OUT);
    }

    /** @param why what the audit trail says of it */
    boolean end(UUID id, UUID userId, What why) {
        boolean ended = control.inTransaction(() -> {
            if (!mark(id, userId)) {
                return false;
            }
            trail.note(why, userId, Map.of(SESSION, id));
            return true;
        });
        live.forget(id);
        return ended;
    }

    private boolean mark(UUID id, UUID userId) {
        int ended = control.jdbc()
                .sql("UPDATE login_session SET ended_at = :now WHERE id = :id AND user_id = :user AND ended_at IS NULL")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .param("user", userId)
                .update();
        return ended == 1;
    }

    /** @param but the one that goes on; null to end every one */
    void endAll(UUID userId, @Nullable UUID but) {
        control.inTransaction(() -> {
                    List<UUID> ended = markAll(userId, but);
                    if (!ended.isEmpty()) {
                        trail.note(What.LOG_OUT_EVERYWHERE, userId, Map.of("sessions", ended.size()));
                    }
                    return ended;
                })
                .forEach(live::forget);
    }

    private List<UUID> markAll(UUID userId, @Nullable UUID but) {
        return control.jdbc()
                .sql("""
                        UPDATE login_session SET ended_at = :now
                        WHERE user_id = :user AND ended_at IS NULL AND id IS DISTINCT FROM :but::uuid RETURNING id
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("user", userId)
                .param("but", but)
                .query(UUID.class)
                .list();
    }

    /** The newest first. */
    List<SessionView> of(UUID userId, @Nullable UUID before, int limit) {
        return control.jdbc()
                .sql("""
                        SELECT id, address, user_agent, created_at, refreshed_at, expires_at FROM login_session
                        WHERE user_id = :user AND ended_at IS NULL AND expires_at > :now
                            AND (:before::uuid IS NULL OR id < :before::uuid)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("user", userId)
                .param("now", Timestamp.from(clock.instant()))
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> new SessionView(
                        row.getObject("id", UUID.class),
                        row.getString("address"),
                        row.getString("user_agent"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("refreshed_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
                .list();
    }

    private Optional<Open> read(UUID id) {
        return control.jdbc()
                .sql("SELECT user_id, expires_at FROM login_session WHERE id = :id AND ended_at IS NULL")
                .param("id", id)
                .query((row, number) -> new Open(
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_AGENT ? text : text.substring(0, LONGEST_AGENT);
    }
}
