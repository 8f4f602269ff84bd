package io.joblane.mobile.sync;

import io.joblane.http.Cursor;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much a phone knows. Not a time: a change may be committed after another one that bears a later time, and would be missed.
 * It is a transaction's number, the {@code horizon}: every older transaction had ended when the phone was answered, so what they
 * wrote was in the answer, and whatever is written by that one or a younger one is sent the next time.
 *
 * @param database where the numbers count; another one, as after a restore, knows nothing of them
 * @param agent whose phone it is
 * @param at when it was answered
 * @param work whether trips and jobs were in the answer, which the agent's working state decides
 * @param today the first of the days that were in the answer
 */
record SyncCursor(String database, UUID agent, Instant at, boolean work, LocalDate today, long horizon) {
    private static final String FORM = "1";
    /** What is told of what is gone is kept for longer. */
    private static final Duration GOOD_FOR = Duration.ofDays(14);

    String text() {
        return Cursor.of(FORM, database, agent, at, work, today, horizon);
    }

    /** @throws Problem 400 for a text that is no cursor */
    static @Nullable SyncCursor parse(String text) {
        try {
            Cursor cursor = Cursor.parse(text);
            if (!cursor.text(0).equals(FORM)) {
                return null;
            }
            return new SyncCursor(
                    cursor.text(1),
                    cursor.uuid(2),
                    cursor.instant(3),
                    cursor.text(4).equals("true"),
                    LocalDate.parse(cursor.text(5)),
                    cursor.number(6));
        } catch (Problem | java.time.DateTimeException e) {
            throw Problem.badRequest(
                    "invalid_cursor",
                    "\"since\" is not the \"next\" of an earlier answer. Leave it out to get everything.");
        }
    }

    /** Whether what changed since then is all that the phone lacks. */
    boolean leadsTo(SyncCursor now) {
        return database.equals(now.database)
                && agent.equals(now.agent)
                && work == now.work
                && horizon <= now.horizon
                && at.isAfter(now.at.minus(GOOD_FOR));
    }
}
