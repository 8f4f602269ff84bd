package io.joblane.notification.domain;

import io.joblane.database.ControlDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** For which of their days people's digests were looked for; in the control database, because people belong to several companies. */
@Component
class DigestDays {
    private static final int KEPT_DAYS = 30;

    private final ControlDatabase control;
    private final Clock clock;

    DigestDays(ControlDatabase control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    record Day(UUID user, LocalDate date) {}

    Set<Day> since(LocalDate date) {
        return new HashSet<>(control.jdbc()
                .sql("SELECT user_id, local_date FROM approval_digest WHERE local_date >= ?")
                .param(date)
                .query((row, number) ->
                        new Day(row.getObject("user_id", UUID.class), row.getObject("local_date", LocalDate.class)))
                .list());
    }

    void add(Day day) {
        control.inTransaction(() -> {
            control.jdbc()
                    .sql("DELETE FROM approval_digest WHERE local_date < ?")
                    .param(day.date().minusDays(KEPT_DAYS))
                    .update();
            return control.jdbc()
                    .sql(
                            "INSERT INTO approval_digest (user_id, local_date, looked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .param(day.user())
                    .param(day.date())
                    .param(Timestamp.from(clock.instant()))
                    .update();
        });
    }
}
