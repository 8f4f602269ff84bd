package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTests {
    @Test
    void theExpectedVersionIsTheTagThatWasRead() {
        assertThat(Versions.expected(Versions.etag(7))).isEqualTo(7);
        assertThat(Versions.expected("*")).isNull();
        assertThat(Versions.expected(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "W/\"7\"", "\"1\", \"2\"", "\"99999999999\"", ""})
    void anotherFormIsRefused(String header) {
        assertThatThrownBy(() -> Versions.expected(header))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_if_match"));
    }

    @Test
    void whereTheHeaderIsRequiredItsAbsenceIsSaid() {
        assertThatThrownBy(() -> Versions.required(null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(428));
        assertThat(Versions.required("\"0\"")).isZero();
    }

    @Test
    void anotherVersionThanTheExpectedFails() {
        assertThatCode(() -> Versions.check(3, 3)).doesNotThrowAnyException();
        assertThatCode(() -> Versions.check(3, null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Versions.check(4, 3))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
    }
}
