package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.joblane.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "12345678",
                "qwertyuiop",
                "iloveyou",
                "sunshine1",
                "aaaaaaaaaa",
                "abcdefgh",
                "letmein1",
                "P@ssw0rd",
                "19871231",
                "joblane1",
                "Joblane2026",
                "quentina",
                "Quentina1",
                "brightside",
                "brightside7",
                "anitneuq"
            })
    void whatIsTriedFirstIsRefused(String password) {
        Problem refused = catchThrowableOfType(
                Problem.class,
                () -> Passwords.require(
                        password, "quentina.okafor@brightside.example", "Quentina Okafor", "brightside"));
        assertThat(refused).as(password).isNotNull();
        assertThat(refused.code()).isEqualTo("guessable_password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse 7", "mauve kettle ferry", "x7#Lq2vB", "zwölf graue Störche"})
    void whatIsNotIsTaken(String password) {
        assertThatCode(() -> Passwords.require(password, "quentina.okafor@brightside.example", "Quentina Okafor"))
                .doesNotThrowAnyException();
    }

    @Test
    void theSizeIsLookedAtFirst() {
        for (String password : new String[] {"", "short", "x".repeat(73), "ä".repeat(37)}) {
            assertThat(catchThrowableOfType(Problem.class, () -> Passwords.require(password))
                            .code())
                    .isEqualTo("invalid_password");
        }
    }
}
