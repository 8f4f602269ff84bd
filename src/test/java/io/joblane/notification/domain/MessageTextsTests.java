package io.joblane.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.testing.DomainTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextsTests {
    private final MessageTexts texts = new MessageTexts();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-07-04T18:30:00Z | Sat 4 Jul, 14:30 EDT",
                "2026-11-01T05:30:00Z | Sun 1 Nov, 01:30 EDT",
                "2026-11-01T06:30:00Z | Sun 1 Nov, 01:30 EST",
                "2026-03-08T07:00:00Z | Sun 8 Mar, 03:00 EDT"
            })
    void timesAreThoseOfTheCompanysClock(Instant at, String text) {
        assertThat(texts.time(DomainTest.COMPANY, at)).isEqualTo(text);
    }

    @Test
    void aLanguageWithoutACatalogueGetsEnglishTexts() {
        Company madrid = new Company(
                "madrid", "Madrid", ZoneId.of("Europe/Madrid"), "EUR", "es-ES", "ES", CompanySettings.DEFAULT);

        assertThat(texts.text(madrid, "refund.nothing", Map.of())).isEqualTo("There is nothing to pay back.");
    }

    @Test
    void valuesAreTakenAsTheyAre() {
        assertThat(texts.text(DomainTest.COMPANY, "refund.amount", Map.of("amount", "$1 \\ {share}", "share", "80")))
                .isEqualTo("We pay back $1 \\ {share} (80 % of the price).");
    }

    @Test
    void aMissingValueIsAFault() {
        assertThatThrownBy(() -> texts.text(DomainTest.COMPANY, "refund.amount", Map.of("amount", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{share}");
    }
}
