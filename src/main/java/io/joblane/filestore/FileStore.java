package io.joblane.filestore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Keeps files by name. Names are {@code <company>/<what>/...}, of letters, digits, {@code -._} and slashes. */
public interface FileStore {
    /**
     * Keeps a copy of the file, whole or not at all.
     *
     * @param sha256 of the file, in hex
     */
    void put(String name, Path file, String sha256) throws IOException;

    /** @throws IOException where it is not there, or the store does not answer */
    InputStream get(String name) throws IOException;

    /** One that is not there is as good as removed. */
    void remove(String name) throws IOException;

    /** For health and ledgers, without secrets. */
    String describe();
}
