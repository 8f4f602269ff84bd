package io.joblane.storage.domain;

import io.joblane.database.DataFolder;
import io.joblane.http.RawBody;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.storage.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Takes a body in as it comes, to a file of its own, and looks at what it is. */
@Component
class Receiver {
    private static final int BUFFER = 16 * 1024;

    private final StorageSettings settings;
    private final Path folder;

    /** The folder belongs to this process alone: what is in it now was left by one that was killed. */
    Receiver(StorageSettings settings, DataFolder data) {
        this.settings = settings;
        this.folder = data.path().resolve("incoming");
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be used", e);
        }
    }

    /** A file that was taken in; it is gone when this is closed. */
    record Received(Path file, long size, String sha256, String contentType) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The received file " + file + " cannot be removed", e);
            }
        }
    }

    /** @throws Problem 400 where the client hung up, 413, 415, 422 */
    Received receive(FileKind kind, RawBody body) {
        try {
            return take(kind, body);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " does not take a file", e);
        }
    }

    private Received take(FileKind kind, RawBody body) throws IOException {
        long largest = settings.largest(kind);
        if (body.declaredLength() > largest) {
            throw tooLarge(kind, largest);
        }
        Path file = Files.createTempFile(folder, "in", null);
        boolean good = false;
        try {
            MessageDigest digest = sha256();
            long size = copy(body.stream(), file, digest, kind, largest);
            String type = look(kind, file, size);
            Received received = new Received(file, size, HexFormat.of().formatHex(digest.digest()), type);
            good = true;
            return received;
        } finally {
            if (!good) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long copy(InputStream body, Path file, MessageDigest digest, FileKind kind, long largest)
            throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                size += read;
                if (size > largest) {
                    throw tooLarge(kind, largest);
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw Problem.badRequest("upload_broken", "The file did not come to its end. Send it again.");
        }
    }

    private static String look(FileKind kind, Path file, long size) throws IOException {
        if (size == 0) {
            throw Problem.unprocessable("file_empty", "The body is empty. Send the file itself as the body.");
        }
        String type = ContentType.of(file);
        if (!kind.mayBe(type)) {
            throw Problem.of(
                            415,
                            "unsupported_file_type",
                            "By its content this is no file that is taken as a " + LowerCase.of(kind)
                                    + ". Send one of the types in \"allowed\".")
                    .with("allowed", kind.types());
        }
        boolean image = type.startsWith("image/");
        if (image && ImageSize.of(file, type).filter(ImageSize::isSane).isEmpty()) {
            throw Problem.unprocessable(
                    "image_unreadable", "The image is damaged, or larger than any camera makes one. Take it again.");
        }
        return type;
    }

    private static Problem tooLarge(FileKind kind, long largest) {
        return Problem.of(
                413,
                "file_too_large",
                "A " + LowerCase.of(kind) + " may have " + largest / 1024 + " KiB. Send a smaller one.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
