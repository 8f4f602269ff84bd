package io.joblane.mobile.sync;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.mobile.sync.ActionAnswer.Result;
import io.joblane.notification.Notices;
import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.OwnDays;
import io.joblane.workforce.OwnPhone;
import io.joblane.workforce.SignedInAgent;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Actions that are no taps. Each is remembered with its answer in its own transaction, but for where a phone was. */
@Component
class OtherActions {
    private final SignedInAgent self;
    private final OwnPhone phone;
    private final OwnDays days;
    private final Notices notices;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OtherActions(
            SignedInAgent self,
            OwnPhone phone,
            OwnDays days,
            Notices notices,
            Transactions transactions,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.self = self;
        this.phone = phone;
        this.days = days;
        this.notices = notices;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    ActionAnswer apply(PhoneAction action) {
        if (action.kind() == PhoneAction.Kind.LOCATION) {
            // An older position than the known one changes nothing, so that it need not be remembered.
            phone.reportPosition(
                    new Geo(Objects.requireNonNull(action.lat()), Objects.requireNonNull(action.lng())),
                    action.occurredAt());
            return ActionAnswer.done(action.actionId());
        }
        return transactions.run(() -> once(action));
    }

    private ActionAnswer once(PhoneAction action) {
        if (!claim(action)) {
            return before(action);
        }
        ActionAnswer answer = work(action);
        jdbc.sql("UPDATE sync_action SET result = ?, reason = ? WHERE action_id = ?")
                .param(answer.result())
                .param(answer.reason())
                .param(action.actionId())
                .update();
        return answer;
    }

    /** Waits for one that is at the same action, and is false after it. */
    private boolean claim(PhoneAction action) {
        return jdbc.sql("""
                                INSERT INTO sync_action (action_id, actor_id, request, result, occurred_at, received_at)
                                VALUES (?, ?, CAST(? AS jsonb), 'done', ?, ?) ON CONFLICT (action_id) DO NOTHING
                                """)
                        .param(action.actionId())
                        .param(actor())
                        .param(request(action))
                        .param(Timestamp.from(action.occurredAt()))
                        .param(Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private ActionAnswer before(PhoneAction action) {
        return jdbc.sql(
                        "SELECT result, reason FROM sync_action WHERE action_id = ? AND actor_id = ? AND request = CAST(? AS jsonb)")
                .param(action.actionId())
                .param(actor())
                .param(request(action))
                .query((row, n) -> new ActionAnswer(
                        action.actionId(), row.getString("result"), null, row.getString("reason"), null))
                .optional()
                .orElseThrow(() -> Problem.unprocessable(
                        "action_id_reused",
                        "This actionId was used for something else: make a new one for each action."));
    }

    private ActionAnswer work(PhoneAction action) {
        UUID id = action.actionId();
        UUID agent = self.get().id();
        switch (action.kind()) {
            case NOTIFICATION_READ -> {
                if (!notices.markRead(Objects.requireNonNull(action.notificationId()), agent)) {
                    return ActionAnswer.noLongerPossible(id, "There is no such message of yours.");
                }
            }
            case STATUS -> phone.changeStatus(status(action));
            case AVAILABILITY -> {
                Optional<String> overruled = saidSince(action, agent);
                if (overruled.isPresent()) {
                    return ActionAnswer.noLongerPossible(id, overruled.get());
                }
                days.say(
                        Objects.requireNonNull(action.date()),
                        Boolean.TRUE.equals(action.available()),
                        Boolean.TRUE.equals(action.away()),
                        action.notes() == null ? "" : action.notes());
            }
            case TASK, LOCATION -> throw new IllegalArgumentException(action.kind() + " is done elsewhere");
        }
        return ActionAnswer.of(id, Result.DONE, null, null);
    }

    /** What the office, or the agent with another phone, said of the day after this was done counts. */
    private Optional<String> saidSince(PhoneAction action, UUID agent) {
        return jdbc.sql("""
                        SELECT 'This day was changed since.' FROM availability
                        WHERE agent_id = ? AND date = ? AND deleted_at IS NULL AND updated_at > ?
                        """)
                .param(agent)
                .param(action.date())
                .param(Timestamp.from(action.occurredAt()))
                .query(String.class)
                .optional();
    }

    private static AgentStatus status(PhoneAction action) {
        try {
            return LowerCase.parse(AgentStatus.class, Objects.requireNonNull(action.status()));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("invalid_value", "\"status\" must be active, on_break or off_duty.");
        }
    }

    /** Without the time: it is clamped anew each time where the phone's clock is ahead. */
    private String request(PhoneAction action) {
        return json.writeValueAsString(action.at(java.time.Instant.EPOCH));
    }

    private static @Nullable UUID actor() {
        return CurrentActor.get().userId();
    }
}
