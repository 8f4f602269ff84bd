package io.joblane.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.DataFolder;
import io.joblane.filestore.S3Settings;
import io.joblane.http.RawBody;
import io.joblane.shared.Problem;
import io.joblane.storage.FileKind;
import io.joblane.storage.domain.Receiver.Received;
import io.joblane.testing.Pictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

class ReceiverTests {
    static final StorageSettings SETTINGS = new StorageSettings(
            "",
            DataSize.ofKilobytes(64),
            DataSize.ofKilobytes(4),
            DataSize.ofKilobytes(64),
            3,
            Duration.ofHours(2),
            new S3Settings("", URI.create("http://localhost"), "", "", ""));

    @TempDir
    private Path folder;

    private DataFolder data;
    private Receiver receiver;

    @BeforeEach
    void open() {
        data = DataFolder.lock(folder);
        receiver = new Receiver(SETTINGS, data);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
        data.close();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(FileKind.PHOTO, Pictures.jpeg(40, 30), "image/jpeg"),
                Arguments.of(FileKind.PHOTO, Pictures.png(40, 30), "image/png"),
                Arguments.of(FileKind.PHOTO, Pictures.webp("VP8X", 40, 30), "image/webp"),
                Arguments.of(FileKind.PHOTO, Pictures.webp("VP8L", 40, 30), "image/webp"),
                Arguments.of(FileKind.PHOTO, Pictures.webp("VP8 ", 40, 30), "image/webp"),
                Arguments.of(FileKind.PHOTO, Pictures.heic(4032, 3024), "image/heic"),
                Arguments.of(FileKind.SIGNATURE, Pictures.png(300, 100), "image/png"),
                Arguments.of(FileKind.DOCUMENT, Pictures.PDF, "application/pdf"),
                Arguments.of(FileKind.DOCUMENT, Pictures.jpeg(40, 30), "image/jpeg"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatAPhoneSendsIsTakenInAndNamedByItsContent(FileKind kind, byte[] bytes, String type) throws Exception {
        try (Received received = receiver.receive(kind, body(bytes))) {
            assertThat(received.contentType()).isEqualTo(type);
            assertThat(received.size()).isEqualTo(bytes.length);
            assertThat(received.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            assertThat(Files.readAllBytes(received.file())).isEqualTo(bytes);
        }
    }

    static Stream<Arguments> bad() {
        byte[] png = Pictures.png(40, 30);
        return Stream.of(
                Arguments.of("an empty body", FileKind.PHOTO, new byte[0], "file_empty"),
                Arguments.of(
                        "a page", FileKind.PHOTO, text("<html><script>alert(1)</script>"), "unsupported_file_type"),
                Arguments.of(
                        "a picture that runs scripts",
                        FileKind.PHOTO,
                        text("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
                        "unsupported_file_type"),
                Arguments.of(
                        "a page with a PNG's name in it", FileKind.PHOTO, text("PNG <html>"), "unsupported_file_type"),
                Arguments.of(
                        "a program",
                        FileKind.DOCUMENT,
                        new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0},
                        "unsupported_file_type"),
                Arguments.of(
                        "an archive", FileKind.DOCUMENT, new byte[] {'P', 'K', 3, 4, 0, 0}, "unsupported_file_type"),
                Arguments.of("a document as a photo", FileKind.PHOTO, Pictures.PDF, "unsupported_file_type"),
                Arguments.of("a document as a signature", FileKind.SIGNATURE, Pictures.PDF, "unsupported_file_type"),
                Arguments.of(
                        "a phone's own format as a signature",
                        FileKind.SIGNATURE,
                        Pictures.heic(40, 30),
                        "unsupported_file_type"),
                Arguments.of("a PNG without its header", FileKind.PHOTO, Arrays.copyOf(png, 10), "image_unreadable"),
                Arguments.of(
                        "a JPEG without a frame",
                        FileKind.PHOTO,
                        Arrays.copyOf(Pictures.jpeg(40, 30), 24),
                        "image_unreadable"),
                Arguments.of(
                        "a HEIC without a size",
                        FileKind.PHOTO,
                        Arrays.copyOf(Pictures.heic(40, 30), 40),
                        "image_unreadable"),
                Arguments.of("no width", FileKind.PHOTO, Pictures.pngThatSays(0, 10), "image_unreadable"),
                Arguments.of("below zero", FileKind.PHOTO, Pictures.pngThatSays(-1, 10), "image_unreadable"),
                Arguments.of(
                        "a side that is too long",
                        FileKind.PHOTO,
                        Pictures.pngThatSays(30_001, 10),
                        "image_unreadable"),
                Arguments.of(
                        "more pixels than memory",
                        FileKind.PHOTO,
                        Pictures.pngThatSays(30_000, 30_000),
                        "image_unreadable"),
                Arguments.of("the same in HEIC", FileKind.PHOTO, Pictures.heic(-1, -1), "image_unreadable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void whatIsNoPictureOrTooLargeAOneIsRefused(String what, FileKind kind, byte[] bytes, String code) {
        assertThatThrownBy(() -> receiver.receive(kind, body(bytes)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void whatIsTooLargeIsRefusedWhateverItSaysOfItsLength() {
        byte[] large = Arrays.copyOf(Pictures.png(40, 30), 4 * 1024 + 1);
        for (long declared : new long[] {large.length, -1, 10}) {
            assertThatThrownBy(() -> receiver.receive(
                            FileKind.SIGNATURE, new RawBody(new ByteArrayInputStream(large), declared)))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.status()).isEqualTo(413);
                        assertThat(problem.code()).isEqualTo("file_too_large");
                        assertThat(problem.detail()).contains("4 KiB");
                    });
        }
        try (Received received = receiver.receive(FileKind.SIGNATURE, body(Arrays.copyOf(large, 4 * 1024)))) {
            assertThat(received.size()).isEqualTo(4 * 1024);
        }
    }

    /** It would be endless: only what is allowed is read of it. */
    @Test
    void noMoreIsReadThanIsAllowed() {
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 7;
            }
        };
        assertThatThrownBy(() -> receiver.receive(FileKind.PHOTO, new RawBody(endless, -1)))
                .isInstanceOf(Problem.class);
        assertThat(read[0]).isLessThan(128 * 1024);
    }

    @Test
    void aPhoneThatHangsUpIsAskedToSendItAgain() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> receiver.receive(FileKind.PHOTO, new RawBody(broken, 100)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("upload_broken"));
    }

    @Test
    void whatAKilledProcessLeftIsGoneAtTheNextStart() throws IOException {
        Files.writeString(folder.resolve("incoming").resolve("in123"), "half");
        new Receiver(SETTINGS, data);
    }

    private static RawBody body(byte[] bytes) {
        return new RawBody(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
