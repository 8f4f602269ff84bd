package io.joblane.analytics.domain;

import io.joblane.identity.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The office's figures. Lists of jobs are in the order of the period and what is told apart, those of agents by agent first. */
@Service
@Staff
public class Figures {
    private static final List<String> AGENT = List.of("agent_id");

    private final StatsKeeper keeper;
    private final StatsReader reader;
    private final TransactionTemplate transactions;

    Figures(StatsKeeper keeper, StatsReader reader, TransactionTemplate transactions) {
        this.keeper = keeper;
        this.reader = reader;
        this.transactions = transactions;
    }

    /**
     * Counts what has changed, so that a read that follows is not behind. In a transaction of its own: call it outside of any.
     */
    public void refresh(FiguresFilter filter) {
        keeper.keep(filter.from(), filter.to());
    }

    public List<JobFigures> jobs(FiguresFilter filter, Grouping by, int limit, @Nullable FiguresPlace after) {
        return list(
                filter,
                found -> reader.read(Rollup.JOBS, by.columns(), filter, after, limit, jobFigures(filter, by), found));
    }

    /** All of them, one by one, in the caller's transaction. */
    public void eachJob(FiguresFilter filter, Grouping by, Consumer<JobFigures> each) {
        reader.read(Rollup.JOBS, by.columns(), filter, null, null, jobFigures(filter, by), each);
    }

    public List<ResponseFigures> responses(FiguresFilter filter, Grouping by, int limit, @Nullable FiguresPlace after) {
        return list(
                filter,
                found -> reader.read(
                        by.rollup(), by.columns(), filter, after, limit, responseFigures(filter, by), found));
    }

    /** {@link #eachJob} of answers. */
    public void eachResponse(FiguresFilter filter, Grouping by, Consumer<ResponseFigures> each) {
        reader.read(by.rollup(), by.columns(), filter, null, null, responseFigures(filter, by), each);
    }

    public List<AgentFigures> agents(FiguresFilter filter, int limit, @Nullable FiguresPlace after) {
        return list(
                filter, found -> reader.read(Rollup.AGENTS, AGENT, filter, after, limit, agentFigures(filter), found));
    }

    /** {@link #eachJob} of agents. */
    public void eachAgent(FiguresFilter filter, Consumer<AgentFigures> each) {
        reader.read(Rollup.AGENTS, AGENT, filter, null, null, agentFigures(filter), each);
    }

    private <T> List<T> list(FiguresFilter filter, Consumer<Consumer<T>> read) {
        refresh(filter);
        List<T> found = new ArrayList<>();
        transactions.executeWithoutResult(status -> read.accept(found::add));
        return found;
    }

    private static RowMapper<JobFigures> jobFigures(FiguresFilter filter, Grouping by) {
        return (row, number) -> JobFigures.of(row, filter, by.columns());
    }

    private static RowMapper<ResponseFigures> responseFigures(FiguresFilter filter, Grouping by) {
        return (row, number) -> new ResponseFigures(StatsReader.subject(row, filter, by.columns()), Replies.of(row));
    }

    private static RowMapper<AgentFigures> agentFigures(FiguresFilter filter) {
        return (row, number) ->
                new AgentFigures(StatsReader.subject(row, filter, AGENT), Replies.of(row), Visits.of(row));
    }
}
