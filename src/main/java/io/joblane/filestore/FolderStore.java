package io.joblane.filestore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files below a folder, which may be a mounted one. */
public final class FolderStore implements FileStore {
    private final Path folder;

    public FolderStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void put(String name, Path file, String sha256) throws IOException {
        Path target = path(name);
        Files.createDirectories(target.getParent());
        Path half = target.resolveSibling(target.getFileName() + ".part");
        Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = java.nio.channels.FileChannel.open(half, java.nio.file.StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public InputStream get(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void remove(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public String describe() {
        return "folder " + folder;
    }

    private Path path(String name) throws IOException {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("A file's name must stay in the folder");
        }
        return path;
    }
}
