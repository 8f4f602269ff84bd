package io.joblane.mobile.sync;

import io.joblane.booking.Place;
import io.joblane.job.Urgency;
import io.joblane.mobile.sync.SyncAnswer.Job;
import io.joblane.mobile.sync.SyncAnswer.Offer;
import io.joblane.mobile.sync.SyncAnswer.Rider;
import io.joblane.mobile.sync.SyncAnswer.Site;
import io.joblane.mobile.sync.SyncAnswer.Trip;
import io.joblane.mobile.sync.SyncAnswer.Work;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows as the phone gets them. */
@Component
class SyncRows {
    /** In which the agent goes to the site, or was there: they may know where it is. */
    private static final Set<String> ON_THE_WAY = Set.of("accepted", "on_site", "completed");

    private final JsonMapper json;

    SyncRows(JsonMapper json) {
        this.json = json;
    }

    Work work(ResultSet row, int number) throws SQLException {
        String status = row.getString("status");
        return new Work(
                row.getObject("id", UUID.class),
                status,
                row.getBoolean("active"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("until").toInstant(),
                row.getBoolean("confirmed"),
                row.getObject("booking_id") == null ? null : trip(row),
                row.getObject("job_id") == null ? null : job(row, ON_THE_WAY.contains(status)));
    }

    Offer offer(ResultSet row, int number) throws SQLException {
        return new Offer(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getTimestamp("offered_at").toInstant(),
                instant(row, "responded_at"),
                row.getBigDecimal("distance_km"),
                // Where it is shows the assignment that an acceptance makes.
                job(row, false));
    }

    Job led(ResultSet row, int number) throws SQLException {
        return job(row, true);
    }

    private static Trip trip(ResultSet row) throws SQLException {
        String customer = row.getString("customer_name");
        return new Trip(
                row.getObject("booking_id", UUID.class),
                row.getString("b_reference"),
                row.getTimestamp("pickup_at").toInstant(),
                place(row, "pickup"),
                place(row, "dropoff"),
                customer == null
                        ? null
                        : new Rider(
                                customer,
                                row.getString("customer_phone"),
                                row.getInt("passengers"),
                                row.getInt("luggage")),
                row.getString("plate"),
                row.getString("notes"),
                row.getBigDecimal("distance_km"),
                row.getObject("duration_minutes", Integer.class));
    }

    private static Place place(ResultSet row, String which) throws SQLException {
        return new Place(
                row.getString(which + "_address"), row.getDouble(which + "_lat"), row.getDouble(which + "_lng"));
    }

    private Job job(ResultSet row, boolean maySeeSite) throws SQLException {
        String weather = row.getString("weather");
        return new Job(
                row.getObject("j_id", UUID.class),
                row.getString("j_reference"),
                row.getString("title"),
                row.getString("type"),
                row.getString("j_status"),
                LowerCase.parse(Urgency.class, row.getString("urgency")),
                area(row),
                row.getTimestamp("arrival_at").toInstant(),
                row.getInt("expected_minutes"),
                row.getInt("agents_required"),
                row.getInt("agents_assigned"),
                row.getBoolean("is_lead"),
                row.getString("weather_advice"),
                weather == null ? null : json.readTree(weather),
                maySeeSite
                        ? new Site(
                                row.getString("address"),
                                row.getString("postcode"),
                                row.getDouble("lat"),
                                row.getDouble("lng"),
                                row.getString("instructions"))
                        : null);
    }

    private static String area(ResultSet row) throws SQLException {
        return new io.joblane.job.Site(
                        row.getString("address"), row.getString("postcode"), row.getDouble("lat"), row.getDouble("lng"))
                .area();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
