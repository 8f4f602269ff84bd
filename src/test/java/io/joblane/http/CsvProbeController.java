package io.joblane.http;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tables of any length, and such that break. */
@RestController
@RequestMapping("/api/v1/csv-probe")
@ConditionalOnProperty("joblane.test.web")
class CsvProbeController {
    static final AtomicInteger READ = new AtomicInteger();

    private final CsvDownload downloads;
    private final JdbcClient jdbc;

    CsvProbeController(CsvDownload downloads, JdbcClient jdbc) {
        this.downloads = downloads;
        this.jdbc = jdbc;
    }

    /** @param breakAt the row at which the reading fails */
    @GetMapping
    @Staff
    void rows(@RequestParam int rows, @RequestParam int breakAt, HttpServletResponse response) {
        READ.set(0);
        downloads.send(
                response,
                "rows",
                List.of("number", "text"),
                each -> jdbc.sql("SELECT i, repeat('x', 100) AS text FROM generate_series(1, :rows) AS i")
                        .withFetchSize(100)
                        .param("rows", rows)
                        .query(row -> {
                            if (READ.incrementAndGet() == breakAt) {
                                throw new IllegalStateException("broken");
                            }
                            each.accept(List.of(row.getInt(1), row.getString(2)));
                        }));
    }

    @GetMapping("/cells")
    @Staff
    void cells(HttpServletResponse response) {
        downloads.send(response, "cells", List.of("a", "b", "c"), each -> {
            each.accept(List.of("=1+1", "@x", "-5"));
            each.accept(List.of(new BigDecimal("-5.50"), "a,b", "say \"no\""));
            each.accept(Arrays.asList(null, "two\r\nlines", "Zürich 東京"));
            each.accept(List.of("\tx", "+44 20", "'quoted"));
            each.accept(List.of(
                    CurrentCompany.required(),
                    CurrentActor.get().rowClass(),
                    jdbc.sql("SELECT current_setting('joblane.class')")
                            .query(String.class)
                            .single()));
        });
    }
}
