package io.joblane.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.engine.Outbox;
import io.joblane.workforce.ProofSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExpiryReminderTests {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 29);
    private static final Company COMPANY =
            new Company("acme", "Acme", ZONE, "GBP", "en-GB", "GB", CompanySettings.DEFAULT);

    private final ProofSource certificates = mock(ProofSource.class);
    private final ProofSource papers = mock(ProofSource.class);
    private final Decisions decisions = mock(Decisions.class);
    private final ExpiryReminder reminder =
            new ExpiryReminder(List.of(certificates, papers), decisions, mock(Outbox.class));

    @BeforeEach
    void kinds() {
        when(certificates.kind()).thenReturn("certificate");
        when(papers.kind()).thenReturn("paper");
        says("certificate", "yes", 9);
        says("paper", "yes", 7);
    }

    @Test
    void theEarliestHourOfAKindCounts() {
        assertThat(reminder.due(COMPANY, at(6, 59))).isEmpty();
        assertThat(reminder.due(COMPANY, at(7, 0))).contains(DAY);
        says("paper", "no", 7);
        assertThat(reminder.due(COMPANY, at(8, 59))).isEmpty();
        assertThat(reminder.due(COMPANY, at(23, 59))).contains(DAY);
        says("certificate", "no", 9);
        assertThat(reminder.due(COMPANY, at(23, 59))).isEmpty();
    }

    @Test
    void itIsLookedForOnceADayWhileAnythingEnds() {
        assertThat(reminder.mayBeDue(at(9, 0), null)).isFalse();
        when(papers.endingBetween(DAY, DAY.plusDays(366)))
                .thenReturn(List.of(new ProofSource.Proof(UUID.randomUUID(), UUID.randomUUID(), "Licence", DAY)));
        assertThat(reminder.mayBeDue(at(9, 0), null)).isTrue();
        assertThat(reminder.mayBeDue(at(9, 0), DAY.minusDays(1))).isTrue();
        assertThat(reminder.mayBeDue(at(9, 0), DAY)).isFalse();
    }

    private void says(String kind, String send, int hour) {
        String rule = "{\"send\": \"%s\", \"hour\": %d}".formatted(send, hour);
        when(decisions.evaluate(eq("expiryReminders"), eq(Map.of("company", "acme", "kind", kind))))
                .thenReturn(new Evaluation(new JsonMapper().readTree(rule), 1, 1, null));
    }

    private static ZonedDateTime at(int hour, int minute) {
        return DAY.atTime(hour, minute).atZone(ZONE);
    }
}
