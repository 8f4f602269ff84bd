package io.joblane.notification.recipient;

import io.joblane.context.CurrentActor;
import io.joblane.identity.Staff;
import io.joblane.notification.recipient.Device.Platform;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.SignedInAgent;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The phones of agents. An app says its token at each start; one that has said nothing for 30 days is deleted. Where two agents
 * use one phone, it is whose app spoke last.
 */
@Service
public class Devices {
    /** More than one person has; the ones seen longest ago make room. */
    static final int MOST = 10;

    private final JdbcClient jdbc;
    private final SignedInAgent self;
    private final Clock clock;

    Devices(JdbcClient jdbc, SignedInAgent self, Clock clock) {
        this.jdbc = jdbc;
        this.self = self;
        this.clock = clock;
    }

    /** @throws Problem 404 {@code agent_unknown} where the agent is not the one who asks */
    @PreAuthorize("@roles.any('agent')")
    @Transactional
    public Device register(UUID agentId, String token, Platform platform) {
        requireSelf(agentId);
        Timestamp now = Timestamp.from(clock.instant());
        UUID id = jdbc.sql("""
                        INSERT INTO push_device (id, agent_id, token, platform, registered_at, seen_at)
                        VALUES (:id, :agent, :token, :platform, :now, :now)
                        ON CONFLICT (agent_id, token) DO UPDATE SET platform = excluded.platform,
                            seen_at = greatest(push_device.seen_at, excluded.seen_at)
                        RETURNING id
                        """)
                .param("id", Ids.next())
                .param("agent", agentId)
                .param("token", token)
                .param("platform", LowerCase.of(platform))
                .param("now", now)
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        DELETE FROM push_device WHERE agent_id = :agent AND id <> :id AND id IN (
                            SELECT id FROM push_device WHERE agent_id = :agent ORDER BY seen_at DESC, id DESC OFFSET :most)
                        """)
                .param("agent", agentId)
                .param("id", id)
                .param("most", MOST)
                .update();
        return all(agentId).stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The phone says good-bye, at a log-out. @throws Problem 404 {@code agent_unknown}, {@code device_unknown} */
    @PreAuthorize("@roles.any('agent')")
    @Transactional
    public void forget(UUID agentId, String token) {
        requireSelf(agentId);
        if (jdbc.sql("DELETE FROM push_device WHERE agent_id = ? AND token = ?")
                        .param(agentId)
                        .param(token)
                        .update()
                == 0) {
            throw unknownDevice();
        }
    }

    /** A lost phone. @throws Problem 404 {@code device_unknown} */
    @Staff
    @Transactional
    public void forget(UUID agentId, UUID deviceId) {
        if (jdbc.sql("DELETE FROM push_device WHERE agent_id = ? AND id = ?")
                        .param(agentId)
                        .param(deviceId)
                        .update()
                == 0) {
            throw unknownDevice();
        }
    }

    /** The one seen last first. For the office any agent's, for an agent their own; else 404. */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public List<Device> list(UUID agentId) {
        if (CurrentActor.get().has("agent")) {
            requireSelf(agentId);
        } else if (!jdbc.sql("SELECT EXISTS (SELECT FROM agent WHERE id = ? AND deleted_at IS NULL)")
                .param(agentId)
                .query(Boolean.class)
                .single()) {
            throw unknownAgent();
        }
        return all(agentId);
    }

    /** What Firebase says is gone. */
    @Transactional
    public void gone(Collection<String> tokens) {
        jdbc.sql("DELETE FROM push_device WHERE token = ANY(?)")
                .param(tokens.toArray(String[]::new))
                .update();
    }

    private List<Device> all(UUID agentId) {
        return jdbc.sql("SELECT * FROM push_device WHERE agent_id = ? ORDER BY seen_at DESC, id DESC")
                .param(agentId)
                .query((row, number) -> new Device(
                        row.getObject("id", UUID.class),
                        LowerCase.parse(Platform.class, row.getString("platform")),
                        row.getTimestamp("registered_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    private void requireSelf(UUID agentId) {
        if (!self.get().id().equals(agentId)) {
            throw unknownAgent();
        }
    }

    private static Problem unknownAgent() {
        return Problem.notFound("agent_unknown", "There is no such agent. Check the id.");
    }

    private static Problem unknownDevice() {
        return Problem.notFound("device_unknown", "There is no such phone of this agent. Read the list again.");
    }
}
