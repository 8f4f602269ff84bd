package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.shared.Ids;
import io.joblane.testing.ApiTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A row that the engine refuses, and what an admin does about it, with the real engine. */
class DeadLetterApiTests extends ApiTest {
    private static final String LETTERS = "/api/v1/outbox/dead-letters";

    @Test
    void aDeadLetterHoldsItsBookingBackUntilItsCauseIsMended() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        UUID letter = refusedRow(booking);
        await("the letter is dead", () -> find(letter) != null);
        ok(200, dispatcher().post(BOOKINGS + "/" + booking + "/cancel", "{\"reason\":\"plans changed\"}"));
        UUID other = place(laterOrder());
        awaitStatus(other, "awaiting_assignment");

        JsonNode shown = find(letter);
        assertThat(shown.path("aggregate").asString()).isEqualTo(booking.toString());
        assertThat(shown.path("kind").asString()).isEqualTo("complete_task");
        assertThat(shown.path("lastError").asString()).isNotEmpty();
        assertThat(shown.path("waiting").asInt()).isEqualTo(1);
        assertThat(settled(booking)).isFalse();

        in(() -> world.jdbc
                .sql("UPDATE outbox SET kind = 'message', target = 'booking.timeChanged' WHERE id = ?")
                .param(letter)
                .update());
        ok(204, admin().post(LETTERS + "/" + letter + "/retry", null));

        await("the cancellation reaches the process", () -> settled(booking));
        assertThat(find(letter)).isNull();
        assertThat(ok(404, admin().post(LETTERS + "/" + letter + "/retry", null))
                        .code())
                .isEqualTo("dead_letter_unknown");
    }

    @Test
    void aDroppedLetterLetsTheRestGoOn() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        UUID letter = refusedRow(booking);
        await("the letter is dead", () -> find(letter) != null);
        ok(200, dispatcher().post(BOOKINGS + "/" + booking + "/cancel", "{\"reason\":\"plans changed\"}"));

        assertThat(admin().post(LETTERS + "/" + letter + "/drop", "{}").status())
                .isEqualTo(400);
        ok(204, admin().post(LETTERS + "/" + letter + "/drop", "{\"reason\":\"the task is gone\"}"));

        await("the cancellation reaches the process", () -> settled(booking));
        assertThat(find(letter)).isNull();
        assertThat(ok(404, admin().post(LETTERS + "/" + letter + "/drop", "{\"reason\":\"again\"}"))
                        .code())
                .isEqualTo("dead_letter_unknown");
        assertThat(in(() -> world.jdbc
                        .sql("SELECT last_error FROM outbox WHERE id = ?")
                        .param(letter)
                        .query(String.class)
                        .single()))
                .contains("Test admin", "the task is gone");
    }

    @Test
    void lettersAreGivenPageByPage() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        List<UUID> letters = List.of(refusedRow(Ids.next()), refusedRow(Ids.next()), refusedRow(Ids.next()));
        await("the letters are dead", () -> letters.stream().allMatch(letter -> find(letter) != null));

        assertThat(Pages.all(admin(), LETTERS + "?limit=1").stream()
                        .map(letter -> UUID.fromString(letter.path("id").asString())))
                .doesNotHaveDuplicates()
                .containsAll(letters);
        assertThat(ok(404, admin().post(LETTERS + "/" + UUID.randomUUID() + "/retry", null))
                        .code())
                .isEqualTo("dead_letter_unknown");
    }

    /** A row at its last attempt; the engine knows no task of that key. */
    private UUID refusedRow(UUID aggregate) {
        UUID id = Ids.next();
        in(() -> world.jdbc.sql("""
                        INSERT INTO outbox (id, aggregate, kind, target, refusals, created_at, due_at)
                        VALUES (?, ?, 'complete_task', 'no key', 9, now(), now())
                        """).param(id).param(aggregate.toString()).update());
        return id;
    }

    private JsonNode find(UUID letter) {
        return Pages.all(admin(), LETTERS + "?limit=50").stream()
                .filter(found -> found.path("id").asString().equals(letter.toString()))
                .findFirst()
                .orElse(null);
    }

    private boolean settled(UUID booking) {
        return dispatcher().get(BOOKINGS + "/" + booking + "/timeline").text().contains("cancellation_settled");
    }
}
