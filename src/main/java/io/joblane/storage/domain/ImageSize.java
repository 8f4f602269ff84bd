package io.joblane.storage.domain;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How large an image says it is, read from its header without unpacking it: a small file may say it is huge, and whoever
 * opens it later runs out of memory.
 */
record ImageSize(int width, int height) {
    private static final int LONGEST_SIDE = 30_000;
    private static final long MOST_PIXELS = 200_000_000;

    boolean isSane() {
        return width > 0
                && height > 0
                && width <= LONGEST_SIDE
                && height <= LONGEST_SIDE
                && (long) width * height <= MOST_PIXELS;
    }

    /** @return empty where the header is not to be read, or there is none */
    static Optional<ImageSize> of(Path file, String contentType) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return switch (contentType) {
                case "image/jpeg" -> jpeg(in);
                case "image/png" -> png(in);
                case "image/webp" -> webp(in);
                case "image/heic", "image/heif" -> HeifSize.of(in, Files.size(file));
                default -> Optional.empty();
            };
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** Marker by marker until the one that begins a frame. */
    private static Optional<ImageSize> jpeg(DataInputStream in) throws IOException {
        if (in.readUnsignedShort() != 0xFFD8) {
            return Optional.empty();
        }
        while (true) {
            if (in.readUnsignedByte() != 0xFF) {
                return Optional.empty();
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
                continue;
            }
            int length = in.readUnsignedShort();
            if (length < 2 || marker == 0xDA || marker == 0xD9) {
                return Optional.empty();
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                in.readUnsignedByte();
                int height = in.readUnsignedShort();
                return Optional.of(new ImageSize(in.readUnsignedShort(), height));
            }
            in.skipNBytes(length - 2L);
        }
    }

    private static Optional<ImageSize> png(DataInputStream in) throws IOException {
        in.skipNBytes(12);
        return text(in).equals("IHDR") ? Optional.of(new ImageSize(in.readInt(), in.readInt())) : Optional.empty();
    }

    private static Optional<ImageSize> webp(DataInputStream in) throws IOException {
        in.skipNBytes(12);
        String chunk = text(in);
        in.skipNBytes(4);
        switch (chunk) {
            case "VP8X" -> {
                in.skipNBytes(4);
                return Optional.of(new ImageSize(1 + little(in, 3), 1 + little(in, 3)));
            }
            case "VP8L" -> {
                if (in.readUnsignedByte() != 0x2F) {
                    return Optional.empty();
                }
                int bits = little(in, 4);
                return Optional.of(new ImageSize(1 + (bits & 0x3FFF), 1 + ((bits >>> 14) & 0x3FFF)));
            }
            case "VP8 " -> {
                in.skipNBytes(6);
                return Optional.of(new ImageSize(little(in, 2) & 0x3FFF, little(in, 2) & 0x3FFF));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    static String text(DataInputStream in) throws IOException {
        byte[] four = new byte[4];
        in.readFully(four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    private static int little(DataInputStream in, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.readUnsignedByte() << (8 * i);
        }
        return value;
    }
}
