package io.joblane.messaging.domain;

import io.joblane.database.Transactions;
import io.joblane.http.Cursor;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.OwnWork;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The signed-in agent's conversations with dispatch, in whatever working state they are. */
@Service
@AgentOnly
public class AgentThreads {
    private final ThreadQueries queries;
    private final ThreadTable threads;
    private final Postbox postbox;
    private final SignedInAgent self;
    private final OwnWork work;
    private final Transactions transactions;
    private final Clock clock;

    AgentThreads(
            ThreadQueries queries,
            ThreadTable threads,
            Postbox postbox,
            SignedInAgent self,
            OwnWork work,
            Transactions transactions,
            Clock clock) {
        this.queries = queries;
        this.threads = threads;
        this.postbox = postbox;
        this.self = self;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<ThreadView> page(@Nullable Cursor after, int limit) {
        return queries.page(ThreadFilter.ofAgent(agent().id()), Side.AGENT, after, limit);
    }

    /** @throws Problem 404 {@code thread_unknown} */
    @Transactional(readOnly = true)
    public List<MessageView> messages(UUID threadId, @Nullable Integer before, int limit) {
        own(threadId);
        return queries.messages(threadId, before, limit);
    }

    /**
     * Writes to dispatch, in the thread about that; the first message makes it.
     *
     * @throws Problem 404 {@code booking_unknown}, {@code job_unknown} for one that is not, and never was, the agent's
     */
    public Written write(Topic topic, Letter letter) {
        return transactions.run(() -> {
            AgentView agent = agent();
            work.require(agent.id(), topic.bookingId(), topic.jobId());
            return postbox.post(threads.open(agent.id(), topic, clock.instant()), Side.AGENT, agent.name(), letter);
        });
    }

    /** @throws Problem 404 {@code thread_unknown} */
    public Written reply(UUID threadId, Letter letter) {
        return transactions.run(() -> {
            AgentView agent = agent();
            ThreadTable.Locked thread = threads.lock(threadId)
                    .filter(found -> found.agentId().equals(agent.id()))
                    .orElseThrow(OfficeThreads::unknown);
            return postbox.post(thread, Side.AGENT, agent.name(), letter);
        });
    }

    /** @throws Problem 404 {@code thread_unknown} */
    @Transactional
    public void markRead(UUID threadId, int upTo) {
        UUID agent = agent().id();
        ThreadTable.Locked thread = threads.lock(threadId)
                .filter(found -> found.agentId().equals(agent))
                .orElseThrow(OfficeThreads::unknown);
        threads.read(thread, Side.AGENT, upTo);
    }

    private ThreadView own(UUID threadId) {
        UUID agent = agent().id();
        return queries.find(threadId, Side.AGENT)
                .filter(thread -> thread.agentId().equals(agent))
                .orElseThrow(OfficeThreads::unknown);
    }

    private AgentView agent() {
        return self.may(AgentAction.MESSAGE_DISPATCH);
    }
}
