package io.joblane.notification.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Approvals;
import io.joblane.approval.Approvals.News;
import io.joblane.approval.Approvals.Word;
import io.joblane.engine.WorkerFault;
import io.joblane.identity.OfficeGroup;
import io.joblane.shared.LowerCase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells people of requests: those who decide that one waits, those who submitted one what became of it. */
@Service
public class ApprovalNotices {
    private static final String TIME_OFF = "time_off";

    private final Approvals approvals;
    private final TimeOffNotices timeOff;
    private final AgentNotices agents;
    private final StaffNotices staff;
    private final JdbcClient jdbc;

    ApprovalNotices(
            Approvals approvals, TimeOffNotices timeOff, AgentNotices agents, StaffNotices staff, JdbcClient jdbc) {
        this.approvals = approvals;
        this.timeOff = timeOff;
        this.agents = agents;
        this.staff = staff;
        this.jdbc = jdbc;
    }

    /** Who decides now; empty once it is decided. */
    @Transactional(readOnly = true)
    public Optional<OfficeGroup> waitsFor(UUID request) {
        News news = read(request);
        String group = news.group();
        return news.state() != ApprovalState.PENDING || group == null
                ? Optional.empty()
                : Optional.of(LowerCase.parse(OfficeGroup.class, group));
    }

    /**
     * Each of them once in every round, but for who submitted it.
     *
     * @param event the text's name
     * @param people logins of those who decide
     */
    @Transactional
    public void remind(UUID request, String event, Collection<UUID> people) {
        News news = read(request);
        if (news.state() == ApprovalState.PENDING) {
            staff.tell(
                    event,
                    event + ":" + request + ":" + news.round() + ":" + news.group(),
                    Map.of("summary", news.summary()),
                    people.stream()
                            .filter(user -> !user.toString().equals(news.submittedBy()))
                            .toList());
        }
    }

    /** What became of it, to who submitted it. */
    @Transactional
    public void tellEnd(UUID request, String event) {
        News news = read(request);
        if (news.state().isOpen() || news.state() == ApprovalState.WITHDRAWN) {
            return;
        }
        if (news.type().equals(TIME_OFF)) {
            timeOff.tellAgent(request);
            return;
        }
        String note = news.note();
        tell(
                news.submittedBy(),
                event,
                event + ":" + request,
                Map.of(
                        "summary",
                        news.summary(),
                        "state",
                        LowerCase.of(news.state()),
                        "note",
                        note == null ? "" : note));
    }

    /** A question to who submitted it, an answer to who asked. */
    @Transactional
    public void passOn(UUID request, String event) {
        News news = read(request);
        Word word = news.word();
        if (word == null) {
            return;
        }
        tell(
                word.isQuestion() ? news.submittedBy() : word.askedBy(),
                event,
                event + ":" + word.id(),
                Map.of("summary", news.summary(), "person", word.byName(), "text", word.text()));
    }

    private void tell(@Nullable String user, String event, String dedupKey, Map<String, String> values) {
        if (user == null || user.equals("system")) {
            return;
        }
        UUID login = UUID.fromString(user);
        Optional<UUID> agent = jdbc.sql("SELECT id FROM agent WHERE user_id = ? AND deleted_at IS NULL")
                .param(login)
                .query(UUID.class)
                .optional();
        if (agent.isPresent()) {
            agents.tell(event, values, List.of(new AgentNotices.To(agent.get(), dedupKey + ":agent", About.NOTHING)));
        } else {
            staff.tell(event, dedupKey, values, List.of(login));
        }
    }

    private News read(UUID request) {
        return approvals
                .news(request)
                .orElseThrow(() -> new WorkerFault("The request " + request + " is not in this company's database."));
    }
}
