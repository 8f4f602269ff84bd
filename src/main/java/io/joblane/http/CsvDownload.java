package io.joblane.http;

import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers with a table as CSV (RFC 4180, UTF-8, first the header), written while it is read: memory does not grow with it.
 *
 * <p>It is written by the request's own thread, which is a virtual one and may wait for a slow client: company, actor and
 * transaction are those of the request, as in every other one. A download that breaks is cut off, so that no client takes a
 * part for the whole.
 */
@Component
public class CsvDownload {
    /** Each holds a connection of its company for as long as the client takes. */
    private static final int AT_ONCE = 4;

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    CsvDownload(PlatformTransactionManager transactions, JdbcClient jdbc) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.jdbc = jdbc;
    }

    /**
     * @param name of the file, without its ending
     * @param rows hands over every row, in a read-only transaction; as many cells as there are columns, null for none
     * @throws Problem 503 where too many are under way
     */
    public void send(
            HttpServletResponse response, String name, List<String> columns, Consumer<Consumer<List<?>>> rows) {
        if (!free.tryAcquire()) {
            throw Problem.unavailable(
                    "too_many_downloads",
                    "Too many downloads are under way. Try again in a few seconds.",
                    Duration.ofSeconds(5));
        }
        try {
            transaction.executeWithoutResult(status -> {
                // Who stops reading must not keep the connection for ever.
                jdbc.sql("SELECT set_config('idle_in_transaction_session_timeout', '60s', true)")
                        .query(String.class)
                        .single();
                write(response, name, columns, rows);
            });
        } finally {
            free.release();
        }
    }

    private static void write(
            HttpServletResponse response, String name, List<String> columns, Consumer<Consumer<List<?>>> rows) {
        Table table = new Table(response, name, columns);
        try {
            rows.accept(table::row);
            table.end();
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw new BrokenDownloadException(e);
            }
            throw e;
        }
    }

    /** Answers nothing before the first row is there: until then, what goes wrong is answered as always. */
    private static final class Table {
        private final HttpServletResponse response;
        private final String name;
        private final List<String> columns;
        private @Nullable Writer writer;

        Table(HttpServletResponse response, String name, List<String> columns) {
            this.response = response;
            this.name = name;
            this.columns = columns;
        }

        void row(List<?> cells) {
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(cells.size() + " cells for the columns " + columns);
            }
            try {
                begun().append(CsvText.line(cells));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void end() {
            try {
                begun().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Writer begun() throws IOException {
            if (writer == null) {
                response.setContentType("text/csv;charset=UTF-8;header=present");
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
                response.flushBuffer();
                writer = new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 14);
                writer.append(CsvText.line(columns));
            }
            return writer;
        }
    }
}
