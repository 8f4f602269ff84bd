package io.joblane.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The key of an installation that was given none, kept in its data folder for its owner's eyes only (0600). */
final class KeyFile {
    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /** The data folder belongs to one process, so nobody else makes one at the same time. */
    String readOrMake() {
        try {
            if (Files.exists(path)) {
                return Files.readString(path, StandardCharsets.US_ASCII);
            }
            byte[] key = new byte[SecretConfiguration.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            write(text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + path + " cannot be used", e);
        }
    }

    /** Beside it first, and on the disk before it has its name: a power cut must not leave half a key. */
    private void write(String text) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(fresh))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A file system without POSIX permissions protects the folder its own way. */
    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
