package io.joblane.statement.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.statement.domain.StatementFile;
import io.joblane.statement.domain.StatementFiles;
import io.joblane.statement.domain.StatementRun;
import io.joblane.statement.domain.StatementService;
import io.joblane.statement.domain.StatementService.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers' monthly statements; a month reads {@code 2026-05}. */
@RestController
@RequestMapping("/api/v1")
@Staff
class StatementController {
    private static final String CSV = "text/csv";
    private static final String MONTH = "20[0-9]{2}-(0[1-9]|1[0-2])";

    private final StatementService statements;
    private final StatementFiles files;
    private final Idempotency idempotency;

    StatementController(StatementService statements, StatementFiles files, Idempotency idempotency) {
        this.statements = statements;
        this.files = files;
        this.idempotency = idempotency;
    }

    @GetMapping(path = "/customers/{id}/statement.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, @RequestParam String month) {
        YearMonth wanted = month(month);
        return file(
                MediaType.APPLICATION_PDF_VALUE, "statement-" + wanted + ".pdf", statements.of(id, wanted, Form.PDF));
    }

    @GetMapping(path = "/customers/{id}/statement.csv", produces = CSV)
    ResponseEntity<byte[]> csv(@PathVariable UUID id, @RequestParam String month) {
        YearMonth wanted = month(month);
        return file(CSV, "statement-" + wanted + ".csv", statements.of(id, wanted, Form.CSV));
    }

    /** The statements of all customers of a month, made in the background. */
    @PostMapping("/statements/runs")
    @Admin
    ResponseEntity<?> start(@Valid @RequestBody RunRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            StatementRun run = statements.start(month(body.month()));
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/statements/runs/" + run.id()))
                    .body(run);
        });
    }

    /** The newest first. */
    @GetMapping("/statements/runs")
    Page<StatementRun> runs(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                statements.runs(after == null ? null : after.uuid(0), page.fetch()), run -> Cursor.of(run.id()));
    }

    @GetMapping("/statements/runs/{id}")
    StatementRun run(@PathVariable UUID id) {
        return statements.run(id);
    }

    @GetMapping("/statements/runs/{id}/statements")
    Page<StatementFile> ofRun(@PathVariable UUID id, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                statements.files(id, after == null ? null : after.uuid(0), page.fetch()), file -> Cursor.of(file.id()));
    }

    @GetMapping(path = "/statements/{id}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> keptPdf(@PathVariable UUID id) {
        return file(MediaType.APPLICATION_PDF_VALUE, "statement-" + id + ".pdf", files.read(id, Form.PDF));
    }

    @GetMapping(path = "/statements/{id}/csv", produces = CSV)
    ResponseEntity<byte[]> keptCsv(@PathVariable UUID id) {
        return file(CSV, "statement-" + id + ".csv", files.read(id, Form.CSV));
    }

    private static ResponseEntity<byte[]> file(String type, String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type.equals(CSV) ? CSV + ";charset=UTF-8" : type))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(content);
    }

    private static YearMonth month(String text) {
        try {
            if (text.matches(MONTH)) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Problem.badRequest("invalid_month", "\"month\" must look like 2026-05.");
    }

    record RunRequest(
            @NotNull @Pattern(regexp = MONTH, message = "must look like 2026-05") String month) {}
}
