package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.identity.Staff;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many messages went out, and what became of them. */
@Service
public class DeliveryStatistics {
    private final JdbcClient jdbc;
    private final Companies companies;

    DeliveryStatistics(JdbcClient jdbc, Companies companies) {
        this.jdbc = jdbc;
        this.companies = companies;
    }

    /**
     * Messages of one event through one channel.
     *
     * @param fallbacks how many of them were no first choice
     * @param medianSeconds from writing to delivery; null where nothing is known of a delivery
     */
    public record Line(
            String event,
            String recipientKind,
            String channel,
            int queued,
            int sent,
            int delivered,
            int read,
            int failed,
            int suppressed,
            int fallbacks,
            @Nullable Double medianSeconds) {}

    /** @param to belongs to them; days of the company's calendar */
    @Staff
    @Transactional(readOnly = true)
    public List<Line> between(LocalDate from, LocalDate to) {
        ZoneId zone = companies.current().timeZone();
        return jdbc.sql("""
                        SELECT event, recipient_kind, channel,
                            count(*) FILTER (WHERE state IN ('queued', 'sending')) AS queued,
                            count(*) FILTER (WHERE state = 'sent') AS sent,
                            count(*) FILTER (WHERE state = 'delivered') AS delivered,
                            count(*) FILTER (WHERE state = 'read') AS read,
                            count(*) FILTER (WHERE state = 'failed') AS failed,
                            count(*) FILTER (WHERE state = 'suppressed') AS suppressed,
                            count(*) FILTER (WHERE step > 0) AS fallbacks,
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - created_at)) AS median
                        FROM notification WHERE created_at >= :from AND created_at < :to AND deleted_at IS NULL
                        GROUP BY event, recipient_kind, channel ORDER BY event, recipient_kind, channel
                        """)
                .param("from", Timestamp.from(from.atStartOfDay(zone).toInstant()))
                .param("to", Timestamp.from(to.plusDays(1).atStartOfDay(zone).toInstant()))
                .query((row, number) -> new Line(
                        row.getString("event"),
                        row.getString("recipient_kind"),
                        row.getString("channel"),
                        row.getInt("queued"),
                        row.getInt("sent"),
                        row.getInt("delivered"),
                        row.getInt("read"),
                        row.getInt("failed"),
                        row.getInt("suppressed"),
                        row.getInt("fallbacks"),
                        row.getObject("median", Double.class)))
                .list();
    }
}
