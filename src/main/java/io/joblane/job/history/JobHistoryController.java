package io.joblane.job.history;

import io.joblane.http.CsvDownload;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs of every status, the latest first; {@code from} and {@code to} are days of work, both included. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobHistoryController {
    private final JobHistory history;
    private final CsvDownload downloads;

    JobHistoryController(JobHistory history, CsvDownload downloads) {
        this.history = history;
        this.downloads = downloads;
    }

    /** @param q stands in the reference, the title or the address */
    @GetMapping("/history")
    @Office
    Page<PastJob> history(
            @RequestParam @Nullable JobStatus status,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable @Size(max = 100) String type,
            @RequestParam @Nullable Urgency urgency,
            @RequestParam @Nullable UUID agentId,
            @RequestParam @Nullable @Size(min = 2, max = 100) String q,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                history.find(
                        new HistoryFilter(status, from, to, type, urgency, agentId, q),
                        page.fetch(),
                        after == null ? null : new JobHistory.After(after.instant(0), after.uuid(1))),
                job -> Cursor.of(job.arrivalAt(), job.id()));
    }

    /** All of them as CSV. */
    @GetMapping("/export")
    @Staff
    void export(
            @RequestParam @Nullable JobStatus status,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable @Size(max = 100) String type,
            @RequestParam @Nullable Urgency urgency,
            @RequestParam @Nullable UUID agentId,
            @RequestParam @Nullable @Size(min = 2, max = 100) String q,
            HttpServletResponse response) {
        HistoryFilter filter = new HistoryFilter(status, from, to, type, urgency, agentId, q);
        downloads.send(
                response, "jobs", PastJob.COLUMNS, rows -> history.each(filter, job -> rows.accept(job.cells())));
    }
}
