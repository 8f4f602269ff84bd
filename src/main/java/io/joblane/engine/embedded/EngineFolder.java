package io.joblane.engine.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The folder of one engine: its lock, its id, and where log, snapshots and running state lie. */
final class EngineFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private EngineFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static EngineFolder lock(Path root) throws IOException {
        Files.createDirectories(root);
        var file = root.resolve("engine.lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            var holder = read(channel);
            channel.close();
            throw new EngineFolderLockedException(root, holder);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
        return new EngineFolder(root, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by another engine of this very process
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).trim();
    }

    /** The id given to this folder's data when it was begun. */
    String id() throws IOException {
        var file = root.resolve("engine.id");
        if (Files.notExists(file)) {
            if (Files.exists(log()) || Files.exists(snapshots())) {
                throw new EngineDataDamagedException(
                        "The engine's data folder %s has a log but no engine.id; restore it from a backup or remove it."
                                .formatted(root.toAbsolutePath()));
            }
            Durably.write(file, UUID.randomUUID().toString());
        }
        return Files.readString(file).trim();
    }

    Path log() {
        return root.resolve("log");
    }

    Path snapshots() {
        return root.resolve("snapshots");
    }

    Path state() {
        return root.resolve("state");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of " + root + " cannot be released", e);
        }
    }
}
