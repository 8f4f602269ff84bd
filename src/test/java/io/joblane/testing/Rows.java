package io.joblane.testing;

import io.joblane.customer.Customers;
import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.Vehicles;
import io.joblane.shared.Geo;
import io.joblane.shared.Ids;
import io.joblane.shared.VehicleType;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows into the company's database; each call makes another one. */
public class Rows {
    public static final Instant PICKUP_AT = Instant.parse("2026-07-04T18:30:00Z");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Vehicles vehicles;
    private final Agents agents;

    Rows(JdbcClient jdbc, Customers customers, Vehicles vehicles, Agents agents) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.vehicles = vehicles;
        this.agents = agents;
    }

    public static int next() {
        return NEXT.incrementAndGet();
    }

    public UUID customer() {
        return customers.findOrCreate("Carla Customer", "carla" + next() + "@example.org", "+1 555 0100");
    }

    public UUID vehicle() {
        return vehicles.add(aVehicle("NY-" + next()));
    }

    public static NewVehicle aVehicle(String plate) {
        return new NewVehicle(
                plate, "Toyota", "Camry", VehicleType.SEDAN, 4, 3, new BigDecimal("25.00"), 1000, null, null);
    }

    public UUID agent(String name) {
        return agents.add(anAgent(name, vehicle()));
    }

    public static NewAgent anAgent(String name, UUID vehicleId) {
        return new NewAgent(
                null,
                name,
                "agent" + next() + "@example.org",
                "+1 555 0101",
                AgentStatus.ACTIVE,
                new Geo(40.75, -73.99),
                vehicleId);
    }

    public UUID booking(String status) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO booking (id, reference, status, customer_id, pickup_address, pickup_lat, pickup_lng,
                            dropoff_address, dropoff_lat, dropoff_lng, pickup_at, passengers, luggage, vehicle_type,
                            payment_method, payment_status, priority, currency, distance_km, duration_minutes,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, :status, :customer, '5 Pine Street', 40.7, -74.0, 'JFK Terminal 4', 40.64, -73.78,
                            :pickupAt, 2, 3, 'sedan', 'account', 'on_account', 'normal', 'USD', 21.500, 35,
                            now(), 'system', now(), 'system', 0)
                        """)
                .param("id", id)
                .param("reference", "BK-" + next())
                .param("status", status)
                .param("customer", customer())
                .param("pickupAt", Timestamp.from(PICKUP_AT))
                .update();
        return id;
    }

    /** Ties the agent to the booking, in their own vehicle. */
    public UUID assignment(UUID bookingId, UUID agentId, String status, boolean active) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO assignment (id, booking_id, agent_id, vehicle_id, status, active, during, method, assigned_by,
                            assigned_at, created_at, created_by, updated_at, updated_by, version)
                        SELECT :id, :booking, :agent, current_vehicle_id, :status, :active,
                            '[2026-07-04T18:00:00Z,2026-07-04T20:00:00Z)', 'automatic', 'system',
                            clock_timestamp(), now(), 'system', now(), 'system', 0
                        FROM agent WHERE id = :agent
                        """)
                .param("id", id)
                .param("booking", bookingId)
                .param("agent", agentId)
                .param("status", status)
                .param("active", active)
                .update();
        return id;
    }

    public void price(UUID bookingId, String total) {
        jdbc.sql("""
                        INSERT INTO trip_price (id, booking_id, lines, total, currency, decision_key, decision_version, priced_at)
                        VALUES (:id, :booking, :lines::jsonb, :total, 'USD', 7, 1, now())
                        """)
                .param("id", Ids.next())
                .param("booking", bookingId)
                .param("lines", "[{\"code\": \"base\", \"text\": \"Base fee\", \"amount\": " + total + "}]")
                .param("total", new BigDecimal(total))
                .update();
    }
}
