package io.joblane.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.storage.FileKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kitchen.jpg | kitchen.jpg",
                "kitchen.png.exe | kitchen_png.jpg",
                "../../etc/passwd | passwd.jpg",
                "C:\\Users\\me\\roof 1.JPG | roof 1.jpg",
                "Küche Straße.jpg | Küche Straße.jpg",
                ".jpg | _jpg.jpg",
                "'' | photo.jpg",
                "/ | photo.jpg"
            })
    void isSafeAndEndsAsItsContent(String sent, String kept) {
        assertThat(FileName.of(sent, FileKind.PHOTO, "image/jpeg")).isEqualTo(kept);
    }

    @Test
    void isNeverLongAndBreaksNoHeader() {
        assertThat(FileName.of("😀".repeat(200), FileKind.DOCUMENT, "application/pdf"))
                .isEqualTo("_".repeat(80) + ".pdf");
        assertThat(FileName.of("a".repeat(200), FileKind.DOCUMENT, "application/pdf"))
                .isEqualTo("a".repeat(80) + ".pdf");
        assertThat(FileName.of("a\"b\r\nSet-Cookie: x.jpg", FileKind.PHOTO, "image/jpeg"))
                .isEqualTo("a_b__Set-Cookie_ x.jpg");
        assertThat(FileName.of(null, FileKind.SIGNATURE, "image/png")).isEqualTo("signature.png");
    }
}
