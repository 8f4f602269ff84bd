package io.joblane.messaging.domain;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.http.Cursor;
import io.joblane.identity.Staff;
import io.joblane.messaging.domain.ThreadTable.Locked;
import io.joblane.notification.AgentNews;
import io.joblane.notification.AgentNews.News;
import io.joblane.shared.Problem;
import io.joblane.workforce.Agents;
import io.joblane.workforce.OwnWork;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All conversations, as dispatch sees and continues them. */
@Service
@Staff
public class OfficeThreads {
    /** A notice shows the beginning; the app shows the rest. */
    private static final int SHOWN = 200;

    private final ThreadQueries queries;
    private final ThreadTable threads;
    private final Postbox postbox;
    private final Agents agents;
    private final OwnWork work;
    private final AgentNews news;
    private final Transactions transactions;
    private final Clock clock;

    OfficeThreads(
            ThreadQueries queries,
            ThreadTable threads,
            Postbox postbox,
            Agents agents,
            OwnWork work,
            AgentNews news,
            Transactions transactions,
            Clock clock) {
        this.queries = queries;
        this.threads = threads;
        this.postbox = postbox;
        this.agents = agents;
        this.work = work;
        this.news = news;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<ThreadView> page(ThreadFilter filter, @Nullable Cursor after, int limit) {
        return queries.page(filter, Side.OFFICE, after, limit);
    }

    /** @throws Problem 404 {@code thread_unknown} */
    @Transactional(readOnly = true)
    public ThreadView get(UUID threadId) {
        return queries.find(threadId, Side.OFFICE).orElseThrow(OfficeThreads::unknown);
    }

    /** @throws Problem 404 {@code thread_unknown} */
    @Transactional(readOnly = true)
    public List<MessageView> messages(UUID threadId, @Nullable Integer before, int limit) {
        get(threadId);
        return queries.messages(threadId, before, limit);
    }

    /**
     * Writes to the agent, in the thread about that; the first message makes it. The agent is told.
     *
     * @throws Problem 404 {@code agent_unknown}, and {@code booking_unknown}, {@code job_unknown} for one that is not, and
     *     never was, the agent's
     */
    public Written write(UUID agentId, Topic topic, Letter letter) {
        return transactions.run(() -> {
            if (agents.find(agentId).isEmpty()) {
                throw Problem.notFound("agent_unknown", "There is no such agent. List the agents.");
            }
            work.require(agentId, topic.bookingId(), topic.jobId());
            return post(threads.open(agentId, topic, clock.instant()), letter);
        });
    }

    /** The agent is told. @throws Problem 404 {@code thread_unknown} */
    public Written reply(UUID threadId, Letter letter) {
        return transactions.run(() -> post(threads.lock(threadId).orElseThrow(OfficeThreads::unknown), letter));
    }

    /** @throws Problem 404 {@code thread_unknown} */
    @Transactional
    public void markRead(UUID threadId, int upTo) {
        threads.read(threads.lock(threadId).orElseThrow(OfficeThreads::unknown), Side.OFFICE, upTo);
    }

    private Written post(Locked thread, Letter letter) {
        Written written = postbox.post(thread, Side.OFFICE, CurrentActor.get().label(), letter);
        if (written.isNew()) {
            news.tell(new News(
                    "message_received",
                    thread.agentId(),
                    "message:" + written.message().id(),
                    Map.of("text", beginning(letter.text())),
                    thread.bookingId(),
                    thread.jobId()));
        }
        return written;
    }

    private static String beginning(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        // Never between the two halves of one character.
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "...";
    }

    static Problem unknown() {
        return Problem.notFound("thread_unknown", "There is no such thread. List the threads.");
    }
}
