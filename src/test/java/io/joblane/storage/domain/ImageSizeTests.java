package io.joblane.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.joblane.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSizeTests {
    @TempDir
    private Path folder;

    @Test
    void readsTheSizeOfEachFormat() throws IOException {
        assertThat(size(Pictures.jpeg(123, 45), "image/jpeg")).isEqualTo(new ImageSize(123, 45));
        assertThat(size(Pictures.png(123, 45), "image/png")).isEqualTo(new ImageSize(123, 45));
        for (String chunk : new String[] {"VP8X", "VP8L", "VP8 "}) {
            assertThat(size(Pictures.webp(chunk, 123, 45), "image/webp"))
                    .as(chunk)
                    .isEqualTo(new ImageSize(123, 45));
        }
        assertThat(size(Pictures.heic(4032, 3024), "image/heic")).isEqualTo(new ImageSize(4032, 3024));
    }

    /** Whatever is in it: an answer, and no fault. */
    @Test
    void damagedFilesAreNoFault() {
        Random random = new Random(42);
        byte[][] files = {
            Pictures.jpeg(40, 30), Pictures.png(40, 30), Pictures.webp("VP8X", 40, 30), Pictures.heic(40, 30)
        };
        String[] types = {"image/jpeg", "image/png", "image/webp", "image/heic"};
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = files[i % 4].clone();
            for (int j = 0; j < 1 + random.nextInt(6); j++) {
                damaged[random.nextInt(Math.min(damaged.length, 120))] = (byte) random.nextInt();
            }
            String type = types[i % 4];
            assertThatCode(() -> ImageSize.of(write(damaged), type)).doesNotThrowAnyException();
        }
    }

    private ImageSize size(byte[] bytes, String type) throws IOException {
        return ImageSize.of(write(bytes), type).orElseThrow();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image"), bytes);
    }
}
