package io.joblane.engine.embedded;

import io.camunda.zeebe.db.TransactionContext;
import io.camunda.zeebe.db.ZeebeDb;
import io.camunda.zeebe.db.impl.DbLong;
import io.camunda.zeebe.engine.state.instance.DbJobState;
import io.camunda.zeebe.engine.state.instance.DbTimerInstanceState;
import io.camunda.zeebe.engine.state.instance.Incident;
import io.camunda.zeebe.engine.state.message.DbMessageState;
import io.camunda.zeebe.engine.state.message.DbMessageSubscriptionState;
import io.camunda.zeebe.engine.state.message.TransientPendingSubscriptionState;
import io.camunda.zeebe.protocol.ZbColumnFamilies;
import io.camunda.zeebe.util.buffer.BufferUtil;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into the state of a running engine, which answers no search: so a test can wait until nothing is under way before it
 * moves the clock, and see that nothing has happened, or is left, without waiting for it in vain.
 */
public final class EngineView {
    private static final String TENANT = "<default>";

    private final EngineRuntime runtime;

    public EngineView(EmbeddedEngine engine) {
        this.runtime = engine.runtime();
    }

    /** Whether the engine has nothing to do before {@code now}: no command, no due timer, no job that somebody has or may take. */
    public boolean isQuiet(Instant now) {
        return read((database, context) -> runtime.hasCaughtUp()
                && database.isEmpty(ZbColumnFamilies.JOB_ACTIVATABLE, context)
                && database.isEmpty(ZbColumnFamilies.JOB_DEADLINES, context)
                && database.isEmpty(ZbColumnFamilies.JOB_BACKOFF, context)
                && !timerDue(database, context, now)
                && runtime.hasCaughtUp());
    }

    /** The jobs that somebody has given back for a while, each with its type and why; for whoever waits for quiet in vain. */
    public List<String> givenBack() {
        return read((database, context) -> {
            List<String> jobs = new ArrayList<>();
            new DbJobState(database, context).findBackedOffJobs(Long.MAX_VALUE, (key, job) -> {
                jobs.add(job.getType() + ' ' + job.getVariables().get("company") + ": " + job.getErrorMessage());
                return true;
            });
            return jobs;
        });
    }

    /** What {@link #isQuiet} finds to do, in words; for whoever waits for quiet in vain. */
    public List<String> underWay(Instant now) {
        return read((database, context) -> {
            List<String> found = new ArrayList<>();
            for (ZbColumnFamilies family : List.of(
                    ZbColumnFamilies.JOB_ACTIVATABLE, ZbColumnFamilies.JOB_DEADLINES, ZbColumnFamilies.JOB_BACKOFF)) {
                if (!database.isEmpty(family, context)) {
                    found.add(family.name());
                }
            }
            DbJobState jobs = new DbJobState(database, context);
            jobs.forEachTimedOutEntry(Long.MAX_VALUE, null, (key, job) -> {
                found.add("taken: " + job.getType() + " of "
                        + job.getVariables().get("company") + ", until " + Instant.ofEpochMilli(job.getDeadline()));
                return found.size() < 20;
            });
            new DbTimerInstanceState(database, context).processTimersWithDueDateBefore(now.toEpochMilli(), timer -> {
                found.add("timer due: " + timer);
                return found.size() < 40;
            });
            if (!runtime.hasCaughtUp()) {
                found.add("commands not processed");
            }
            return found;
        });
    }

    private static boolean timerDue(ZeebeDb<ZbColumnFamilies> database, TransactionContext context, Instant now) {
        boolean[] due = new boolean[1];
        new DbTimerInstanceState(database, context).processTimersWithDueDateBefore(now.toEpochMilli(), timer -> {
            due[0] = true;
            return false;
        });
        return due[0];
    }

    /** Whether an instance of that process, started by a message with that correlation key, is running. */
    public boolean runs(String processId, String correlationKey) {
        return read((database, context) -> new DbMessageState(database, context, EngineRuntime.PARTITION)
                .existActiveProcessInstance(
                        TENANT, BufferUtil.wrapString(processId), BufferUtil.wrapString(correlationKey)));
    }

    /** Whether something waits for that message with that correlation key. */
    public boolean awaits(String messageName, String correlationKey) {
        return read((database, context) -> {
            boolean[] found = new boolean[1];
            new DbMessageSubscriptionState(
                            database, context, new TransientPendingSubscriptionState(), InstantSource.system())
                    .visitSubscriptions(
                            TENANT,
                            BufferUtil.wrapString(messageName),
                            BufferUtil.wrapString(correlationKey),
                            subscription -> {
                                found[0] = true;
                                return false;
                            });
            return found[0];
        });
    }

    public long incidents() {
        return read((database, context) -> database.createColumnFamily(
                        ZbColumnFamilies.INCIDENTS, context, new DbLong(), new Incident())
                .count());
    }

    private interface Look<T> {
        T at(ZeebeDb<ZbColumnFamilies> database, TransactionContext context) throws Exception;
    }

    private <T> T read(Look<T> look) {
        ZeebeDb<ZbColumnFamilies> database = runtime.database();
        TransactionContext context = database.createContext();
        Object[] seen = new Object[1];
        context.runInTransaction(() -> seen[0] = look.at(database, context));
        @SuppressWarnings("unchecked") // the one element was set by look
        T result = (T) seen[0];
        return result;
    }
}
