package io.joblane.analytics.web;

import io.joblane.analytics.domain.AgentFigures;
import io.joblane.analytics.domain.JobFigures;
import io.joblane.analytics.domain.Replies;
import io.joblane.analytics.domain.ResponseFigures;
import io.joblane.analytics.domain.Spread;
import io.joblane.analytics.domain.Subject;
import io.joblane.analytics.domain.Visits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures as rows of a table: the names are those of JSON, with the path to them. */
final class FiguresCsv {
    private static final List<String> KIND = List.of("from", "to", "type", "urgency");
    private static final List<String> AGENT = List.of("from", "to", "agentId", "agentName");
    private static final List<String> REPLIES = List.of(
            "offers",
            "open",
            "accepted",
            "declined",
            "expired",
            "lost",
            "retracted",
            "responseRate",
            "acceptanceRate",
            "declineRate",
            "offersPerAcceptance",
            "responseMinutesMean",
            "responseMinutesMedian",
            "responseMinutesP90");
    private static final List<String> VISITS = List.of(
            "assignments",
            "attended",
            "withdrawn",
            "removed",
            "noShows",
            "withdrawalRate",
            "noShowRate",
            "hoursWorked");
    private static final List<String> LIVES = List.of(
            "jobs",
            "filled",
            "completed",
            "cancelled",
            "expiredJobs",
            "slots",
            "slotsTaken",
            "fillRate",
            "slotFillRate",
            "timeToFillMinutesMean",
            "timeToFillMinutesMedian",
            "timeToFillMinutesP90");

    static final List<String> JOBS = joined(KIND, LIVES, REPLIES, VISITS);
    static final List<String> RESPONSES = joined(KIND, List.of("agentId", "agentName"), REPLIES);
    static final List<String> AGENTS = joined(AGENT, REPLIES, VISITS);

    private FiguresCsv() {}

    static List<?> cells(JobFigures job) {
        Subject about = job.subject();
        return joined(
                cells(about.from(), about.to(), about.type(), about.urgency()),
                cells(
                        job.jobs(),
                        job.filled(),
                        job.completed(),
                        job.cancelled(),
                        job.expired(),
                        job.slots(),
                        job.slotsTaken(),
                        job.fillRate(),
                        job.slotFillRate()),
                cells(job.timeToFillMinutes()),
                cells(job.replies()),
                cells(job.visits()));
    }

    static List<?> cells(ResponseFigures row) {
        Subject about = row.subject();
        return joined(
                cells(about.from(), about.to(), about.type(), about.urgency(), about.agentId(), about.agentName()),
                cells(row.replies()));
    }

    static List<?> cells(AgentFigures row) {
        Subject about = row.subject();
        return joined(
                cells(about.from(), about.to(), about.agentId(), about.agentName()),
                cells(row.replies()),
                cells(row.visits()));
    }

    private static List<@Nullable Object> cells(Replies replies) {
        return joined(
                cells(
                        replies.offers(),
                        replies.open(),
                        replies.accepted(),
                        replies.declined(),
                        replies.expired(),
                        replies.lost(),
                        replies.retracted(),
                        replies.responseRate(),
                        replies.acceptanceRate(),
                        replies.declineRate(),
                        replies.offersPerAcceptance()),
                cells(replies.responseMinutes()));
    }

    private static List<@Nullable Object> cells(Visits visits) {
        return cells(
                visits.assignments(),
                visits.attended(),
                visits.withdrawn(),
                visits.removed(),
                visits.noShows(),
                visits.withdrawalRate(),
                visits.noShowRate(),
                visits.hoursWorked());
    }

    private static List<@Nullable Object> cells(@Nullable Spread spread) {
        return spread == null ? cells(null, null, null) : cells(spread.mean(), spread.median(), spread.p90());
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    @SafeVarargs
    private static <T> List<T> joined(List<T>... parts) {
        List<T> all = new ArrayList<>();
        for (List<T> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
