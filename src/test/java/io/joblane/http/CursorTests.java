package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTests {
    @Test
    void givesBackItsKeys() {
        Instant at = Instant.parse("2026-03-01T09:30:00.123456Z");
        UUID id = UUID.randomUUID();

        Cursor cursor = Cursor.parse(Cursor.of(at, id, 17L, "Zoë | Ångström"));

        assertThat(cursor.instant(0)).isEqualTo(at);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(17);
        assertThat(cursor.text(3)).isEqualTo("Zoë | Ångström");
    }

    @Test
    void everyChangedCharacterIsFound() {
        String text = Cursor.of("2026-03-01T09:30:00Z", "b");
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            assertInvalid(() -> Cursor.parse(changed));
        }
    }

    @Test
    void whatIsCutOffEmptyOrOfAnotherListIsRefused() {
        String text = Cursor.of("abc", "def");
        assertInvalid(() -> Cursor.parse(text.substring(0, text.length() - 3)));
        assertInvalid(() -> Cursor.parse(""));
        assertInvalid(() -> Cursor.parse("not base64!"));
        assertInvalid(() -> Cursor.parse(text).text(2));
        assertInvalid(() -> Cursor.parse(text).instant(0));
        assertInvalid(() -> Cursor.parse(text).uuid(0));
        assertInvalid(() -> Cursor.parse(text).number(0));
    }

    @Test
    void aPageHasANextOnlyWhenMoreRowsAreThere() {
        PageQuery two = new PageQuery(2, null);

        assertThat(two.page(List.of("a", "b"), Cursor::of)).isEqualTo(new Page<>(List.of("a", "b"), null));
        assertThat(two.page(List.of("a", "b", "c"), Cursor::of))
                .isEqualTo(new Page<>(List.of("a", "b"), Cursor.of("b")));
    }

    private static void assertInvalid(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.code()).isEqualTo("invalid_cursor");
        });
    }
}
