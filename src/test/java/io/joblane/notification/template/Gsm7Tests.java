package io.joblane.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm7Tests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pickup at 5 Pine Street | Pickup at 5 Pine Street",
                "“Łódź” – São Paulo… | \"Lodz\" - Sao Paulo...",
                "Müller zahlt 5 € | Müller zahlt 5 €",
                "On my way 🚕 now | On my way now",
                "naïve café | naive café",
                "čekám | cekam"
            })
    void textsAreWrittenInTheAlphabetOfSms(String text, String fitted) {
        assertThat(Gsm7.fit(text)).isEqualTo(fitted);
        assertThat(Gsm7.isBasic(Gsm7.fit(text))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Жду вас у входа", "お迎えに参ります"})
    void anotherScriptStaysAsItIs(String text) {
        assertThat(Gsm7.fit(text)).isEqualTo(text);
        assertThat(Gsm7.isBasic(text)).isFalse();
    }

    @Test
    void segmentsAreCountedAsNetworksDo() {
        assertThat(Gsm7.segments("a".repeat(160))).isEqualTo(1);
        assertThat(Gsm7.segments("a".repeat(161))).isEqualTo(2);
        assertThat(Gsm7.segments("a".repeat(306))).isEqualTo(2);
        assertThat(Gsm7.segments("a".repeat(307))).isEqualTo(3);
        // Each of these takes two places.
        assertThat(Gsm7.segments("€".repeat(80))).isEqualTo(1);
        assertThat(Gsm7.segments("€".repeat(81))).isEqualTo(2);
        assertThat(Gsm7.segments("ж".repeat(70))).isEqualTo(1);
        assertThat(Gsm7.segments("ж".repeat(71))).isEqualTo(2);
        assertThat(Gsm7.segments("ж".repeat(135))).isEqualTo(3);
    }
}
