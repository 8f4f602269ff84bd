package io.joblane.workforce.domain;

import io.joblane.context.CurrentActor;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.Vehicles;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and trips do with agents. */
@Service
public class AgentService implements Agents {
    private final AgentRepository agents;
    private final AgentQueries queries;
    private final AgentCounters counters;
    private final Vehicles vehicles;
    private final Clock clock;

    AgentService(AgentRepository agents, AgentQueries queries, AgentCounters counters, Vehicles vehicles, Clock clock) {
        this.agents = agents;
        this.queries = queries;
        this.counters = counters;
        this.vehicles = vehicles;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AgentView> find(UUID id) {
        return queries.byId(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AgentView> findByUser(UUID userId) {
        return queries.byUser(userId);
    }

    @Transactional(readOnly = true)
    public AgentView get(UUID id) {
        return queries.byId(id).orElseThrow(AgentService::unknown);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<AgentView> page(@Nullable AgentStatus status, @Nullable UUID after, int limit) {
        return queries.page(status, after, limit);
    }

    @Staff
    @Override
    @Transactional
    public UUID add(NewAgent added) {
        requireUsable(added.currentVehicleId());
        UUID id = save(Agent.of(added)).id();
        counters.begin(id, added, clock.instant());
        return id;
    }

    /** @param expectedVersion the version the person has seen; null where any will do */
    @Staff
    @Transactional
    public AgentView change(UUID id, AgentChange change, @Nullable Integer expectedVersion) {
        Agent agent = load(id, expectedVersion);
        requireUsable(change.currentVehicleId());
        save(agent.with(change));
        return get(id);
    }

    /** The agent drives no vehicle any more. */
    @Transactional
    public AgentView takeVehicle(UUID id, @Nullable Integer expectedVersion) {
        save(load(id, expectedVersion).withoutVehicle());
        return get(id);
    }

    /** Softly: trips of the past still name the agent. */
    @Staff
    @Transactional
    public void delete(UUID id, @Nullable Integer expectedVersion) {
        Agent agent = load(id, expectedVersion);
        if (queries.isPlanned(id)) {
            throw Problem.conflict(
                    "agent_planned", "A trip is planned with this agent. Give the trip to somebody else first.");
        }
        save(agent.deleted(clock.instant(), CurrentActor.get().auditName()));
    }

    @Override
    @Transactional
    public void addTrip(UUID agentId) {
        counters.addTrip(agentId);
    }

    @Override
    @Transactional
    public void addRating(UUID agentId, int stars) {
        if (stars < 1 || stars > 5) {
            throw new IllegalArgumentException("A rating has 1 to 5 stars, not " + stars);
        }
        counters.addRating(agentId, stars);
    }

    private Agent load(UUID id, @Nullable Integer expectedVersion) {
        Agent agent = agents.findByIdAndAuditDeletedAtIsNull(id).orElseThrow(AgentService::unknown);
        Versions.check(agent.version() == null ? 0 : agent.version(), expectedVersion);
        return agent;
    }

    private Agent save(Agent agent) {
        try {
            return agents.save(agent);
        } catch (DuplicateKeyException e) {
            throw taken(String.valueOf(e.getMostSpecificCause().getMessage()), agent);
        }
    }

    private static Problem taken(String cause, Agent agent) {
        if (cause.contains("\"agent_vehicle\"")) {
            return Problem.conflict("vehicle_taken", "Another agent drives this vehicle. Take it from them first.");
        }
        if (cause.contains("\"agent_user\"")) {
            return Problem.conflict("user_taken", "Another agent signs in with this user.");
        }
        return Problem.conflict("email_taken", "Another agent has the e-mail address " + agent.email() + ".");
    }

    private void requireUsable(@Nullable UUID vehicleId) {
        if (vehicleId == null) {
            return;
        }
        VehicleView vehicle = vehicles.find(vehicleId)
                .orElseThrow(() -> Problem.unprocessable(
                        "vehicle_unknown", "There is no such vehicle. Choose one of GET /vehicles."));
        if (vehicle.status() == VehicleStatus.RETIRED) {
            throw Problem.unprocessable(
                    "vehicle_retired", "The vehicle " + vehicle.plate() + " is retired. Choose another one.");
        }
    }

    private static Problem unknown() {
        return Problem.notFound("agent_unknown", "There is no such agent.");
    }
}
