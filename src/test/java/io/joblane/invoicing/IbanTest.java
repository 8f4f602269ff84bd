package io.joblane.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanTest {
    @ParameterizedTest
    @ValueSource(strings = {"DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "fr1420041010050500013m02606"})
    void rightOnesAreTaken(String iban) {
        assertThat(Iban.isValid(iban)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "DE88370400440532013000", "DE89370400440532013001", "3704", "DE89-3704-0044-0532-0130-00"})
    void wrongOnesAreNot(String iban) {
        assertThat(Iban.isValid(iban)).isFalse();
    }

    @Test
    void isReadInGroups() {
        assertThat(Iban.grouped("DE89370400440532013000")).isEqualTo("DE89 3704 0044 0532 0130 00");
    }
}
