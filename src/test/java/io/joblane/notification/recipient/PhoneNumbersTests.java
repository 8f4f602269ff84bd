package io.joblane.notification.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTests {
    @ParameterizedTest
    @CsvSource({
        "+1 212 555 0100, US, +12125550100",
        "(212) 555-0100, US, +12125550100",
        "1-212-555-0100, US, +12125550100",
        "0044 20 7946 0018, US, +442079460018",
        "020 7946 0018, GB, +442079460018",
        "07911 123456, GB, +447911123456",
        "0170 1234567, DE, +491701234567",
        "612 345 678, ES, +34612345678",
        "+7 912 345-67-89, XX, +79123456789"
    })
    void numbersGetTheirCountry(String text, String country, String number) {
        assertThat(PhoneNumbers.e164(text, country)).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"1, US", "'', US", "call me, US", "0912345678, XX", "+0123456789, US", "+12345678901234567, US"})
    void whatCanBeNoNumberIsNone(String text, String country) {
        assertThat(PhoneNumbers.e164(text, country)).isEmpty();
    }
}
