package io.joblane.storage.domain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** What a file is by its first bytes, whatever its sender calls it. */
final class ContentType {
    private ContentType() {}

    /** Reads a large table of types, and so not before the first file comes. */
    private static final class Known {
        private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    }

    static String of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Known.TYPES.detect(in, new Metadata()).getBaseType().toString();
        }
    }

    /** What its name ends with. */
    static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/webp" -> ".webp";
            case "image/heic", "image/heif" -> ".heic";
            case "application/pdf" -> ".pdf";
            default -> throw new IllegalArgumentException("No file is kept as " + contentType);
        };
    }
}
