package io.joblane.bench;

import io.joblane.shared.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents and sedans by the thousand, the same ones every time. */
final class Fleet {
    private static final int BATCH = 1000;

    private Fleet() {}

    static void fill(JdbcClient jdbc, int agents, IntFunction<@Nullable UUID> login) {
        Random random = new Random(7);
        for (int from = 1; from <= agents; from += BATCH) {
            List<String> vehicles = new ArrayList<>();
            List<String> people = new ArrayList<>();
            for (int i = from; i < from + BATCH && i <= agents; i++) {
                UUID vehicle = Ids.next();
                UUID user = login.apply(i);
                double lat = 40.55 + random.nextDouble() * 0.4;
                double lng = -74.2 + random.nextDouble() * 0.45;
                vehicles.add(
                        "('%s','V%d','Toyota','Camry','sedan',4,3,'available',%d,1000,now(),'bench',now(),'bench',0)"
                                .formatted(vehicle, i, 20 + random.nextInt(20)));
                people.add(
                        "('%s',%s,'Agent %d','agent%d@bench.example','+1 555 0100','active',%f,%f,%f,%f,now(),'%s',%.2f,%d,%d,now(),'bench',now(),'bench',0)"
                                .formatted(
                                        Ids.next(),
                                        user == null ? "NULL" : "'" + user + "'",
                                        i,
                                        i,
                                        lat,
                                        lng,
                                        lat,
                                        lng,
                                        vehicle,
                                        3 + random.nextDouble() * 2,
                                        random.nextInt(300),
                                        random.nextInt(900)));
            }
            jdbc.sql(
                            "INSERT INTO vehicle (id, plate, make, model, type, capacity, luggage_capacity, status, hourly_rate,"
                                    + " mileage, created_at, created_by, updated_at, updated_by, version) VALUES "
                                    + String.join(",", vehicles))
                    .update();
            jdbc.sql("INSERT INTO agent (id, user_id, name, email, phone, status, home_lat, home_lng, position_lat,"
                            + " position_lng, position_at, current_vehicle_id, rating, rating_count, trip_count, created_at,"
                            + " created_by, updated_at, updated_by, version) VALUES " + String.join(",", people))
                    .update();
        }
        jdbc.sql("ANALYZE agent").update();
    }
}
