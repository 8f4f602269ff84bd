package io.joblane.analytics.web;

import io.joblane.analytics.domain.AgentFigures;
import io.joblane.analytics.domain.Figures;
import io.joblane.analytics.domain.FiguresFilter;
import io.joblane.analytics.domain.FiguresPlace;
import io.joblane.analytics.domain.Grouping;
import io.joblane.analytics.domain.JobFigures;
import io.joblane.analytics.domain.Period;
import io.joblane.analytics.domain.ResponseFigures;
import io.joblane.analytics.domain.Subject;
import io.joblane.http.AnswerFormat;
import io.joblane.http.CsvDownload;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Figures of the days of work from {@code from} to {@code to}, both included and of the last 30 days where they are left out; for
 * each {@code period}, or for all days together. With {@code format=csv}, or {@code Accept: text/csv}, all of them at once.
 */
@RestController
@RequestMapping("/api/v1/analytics")
@Staff
class AnalyticsController {
    private static final String URGENCIES = "(?i)low|standard|urgent";

    private final Figures figures;
    private final FiguresDays days;
    private final CsvDownload downloads;

    AnalyticsController(Figures figures, FiguresDays days, CsvDownload downloads) {
        this.figures = figures;
        this.days = days;
        this.downloads = downloads;
    }

    /** Fill rate, time to fill, offers per acceptance, who came and how long they worked. Agents are not told apart here. */
    @GetMapping("/jobs")
    @Nullable Page<JobFigures> jobs(
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable Period period,
            @RequestParam(defaultValue = "nothing") Grouping groupBy,
            @RequestParam @Nullable @Size(max = 100) String type,
            @RequestParam @Nullable @Pattern(regexp = URGENCIES) String urgency,
            @RequestParam @Nullable AnswerFormat format,
            PageQuery page,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (groupBy == Grouping.AGENT) {
            throw Problem.badRequest(
                    "invalid_grouping", "A job has many agents: GET /api/v1/analytics/agents tells them apart.");
        }
        FiguresFilter filter = days.filter(from, to, period, type, urgency, null);
        if (AnswerFormat.isCsv(format, request)) {
            figures.refresh(filter);
            downloads.send(
                    response,
                    "jobs",
                    FiguresCsv.JOBS,
                    rows -> figures.eachJob(filter, groupBy, job -> rows.accept(FiguresCsv.cells(job))));
            return null;
        }
        return page.page(figures.jobs(filter, groupBy, page.fetch(), after(page)), row -> cursor(row.subject()));
    }

    /** How offers were answered, and how fast; by kinds of jobs, or by agent. */
    @GetMapping("/response-rates")
    @Nullable Page<ResponseFigures> responseRates(
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable Period period,
            @RequestParam(defaultValue = "nothing") Grouping groupBy,
            @RequestParam @Nullable @Size(max = 100) String type,
            @RequestParam @Nullable @Pattern(regexp = URGENCIES) String urgency,
            @RequestParam @Nullable AnswerFormat format,
            PageQuery page,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (groupBy == Grouping.AGENT && (type != null || urgency != null)) {
            throw Problem.badRequest(
                    "invalid_grouping", "Agents are not counted by kind of job: leave out \"type\" and \"urgency\".");
        }
        FiguresFilter filter = days.filter(from, to, period, type, urgency, null);
        if (AnswerFormat.isCsv(format, request)) {
            figures.refresh(filter);
            downloads.send(
                    response,
                    "response-rates",
                    FiguresCsv.RESPONSES,
                    rows -> figures.eachResponse(filter, groupBy, row -> rows.accept(FiguresCsv.cells(row))));
            return null;
        }
        return page.page(figures.responses(filter, groupBy, page.fetch(), after(page)), row -> cursor(row.subject()));
    }

    /** How each agent answers, comes and works. Without a period, agents without any figures are there too. */
    @GetMapping("/agents")
    @Nullable Page<AgentFigures> agents(
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable Period period,
            @RequestParam @Nullable UUID agentId,
            @RequestParam @Nullable AnswerFormat format,
            PageQuery page,
            HttpServletRequest request,
            HttpServletResponse response) {
        FiguresFilter filter = days.filter(from, to, period, null, null, agentId);
        if (AnswerFormat.isCsv(format, request)) {
            figures.refresh(filter);
            downloads.send(
                    response,
                    "agents",
                    FiguresCsv.AGENTS,
                    rows -> figures.eachAgent(filter, row -> rows.accept(FiguresCsv.cells(row))));
            return null;
        }
        return page.page(figures.agents(filter, page.fetch(), after(page)), row -> cursor(row.subject()));
    }

    private static String cursor(Subject subject) {
        FiguresPlace place = subject.place();
        return Cursor.of(
                place.start().atStartOfDay(java.time.ZoneOffset.UTC).toInstant(),
                place.type() == null ? "" : place.type(),
                place.urgency() == null ? "" : place.urgency(),
                place.agentId() == null ? new UUID(0, 0) : place.agentId());
    }

    private static @Nullable FiguresPlace after(PageQuery page) {
        Cursor after = page.after();
        return after == null
                ? null
                : new FiguresPlace(
                        after.instant(0).atZone(java.time.ZoneOffset.UTC).toLocalDate(),
                        after.text(1),
                        after.text(2),
                        after.uuid(3));
    }
}
