package io.joblane.engine.embedded;

import io.camunda.zeebe.db.ZeebeDb;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved states of the engine, each in a folder named by the last record it contains. A snapshot counts once it has its
 * final name, which it gets when all its files and their checksums are on the disk.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String CHECKSUMS = "checksums";
    private static final String NAME = "[0-9]{20}";

    private final Path folder;

    Snapshots(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        // what has no final name was being written when the process died
        try (var list = Files.list(folder)) {
            for (var half : list.filter(path -> !isFinal(path)).toList()) {
                Durably.deleteTree(half);
            }
        }
    }

    private static boolean isFinal(Path path) {
        return path.getFileName().toString().matches(NAME);
    }

    private List<Path> all() throws IOException {
        try (var list = Files.list(folder)) {
            return list.filter(Snapshots::isFinal).sorted().toList().reversed();
        }
    }

    /** The newest snapshot whose files are as they were written. */
    Optional<Path> latest() throws IOException {
        for (var snapshot : all()) {
            if (Files.exists(snapshot.resolve(CHECKSUMS))
                    && Files.readString(snapshot.resolve(CHECKSUMS)).equals(checksums(snapshot))) {
                return Optional.of(snapshot);
            }
            LOG.warn("The engine's snapshot {} is damaged and left aside", snapshot.getFileName());
        }
        return Optional.empty();
    }

    static long position(Path snapshot) {
        return Long.parseLong(snapshot.getFileName().toString());
    }

    /** Makes the state folder a copy of the newest snapshot, or empty if there is none; returns the snapshot's position. */
    long restoreTo(Path state) throws IOException {
        Durably.deleteTree(state);
        var snapshot = latest();
        if (snapshot.isEmpty()) {
            return -1;
        }
        Files.createDirectories(state);
        try (var files = Files.list(snapshot.get())) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".sst")) {
                    // never changed after it was written, so both may share it
                    Files.createLink(state.resolve(name), file);
                } else if (!name.equals(CHECKSUMS)) {
                    Files.copy(file, state.resolve(name));
                }
            }
        }
        return position(snapshot.get());
    }

    /** Writes the database's state beside the older snapshots; it counts only after {@link #keep}. */
    Path write(ZeebeDb<?> database, long position) throws IOException {
        var half = folder.resolve("%020d.tmp".formatted(position));
        Durably.deleteTree(half);
        database.createSnapshot(half.toFile());
        Durably.write(half.resolve(CHECKSUMS), checksums(half));
        try (var files = Files.list(half)) {
            for (var file : files.toList()) {
                Durably.forceFile(file);
            }
        }
        Durably.forceFolder(half);
        return half;
    }

    /** Gives the snapshot its final name. */
    void keep(Path half, long position) throws IOException {
        Durably.move(half, folder.resolve("%020d".formatted(position)));
    }

    void deleteAllBut(long position) throws IOException {
        for (var snapshot : all()) {
            if (position(snapshot) != position) {
                Durably.deleteTree(snapshot);
            }
        }
    }

    private static String checksums(Path snapshot) throws IOException {
        var byName = new TreeMap<String, String>();
        try (var files = Files.list(snapshot)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (!name.equals(CHECKSUMS)) {
                    byName.put(name, Long.toHexString(checksum(file)));
                }
            }
        }
        return byName.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static long checksum(Path file) throws IOException {
        try (var in = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32C())) {
            var buffer = new byte[64 * 1024];
            while (in.read(buffer) >= 0) {
                // reading is what sums up
            }
            return in.getChecksum().getValue();
        }
    }
}
