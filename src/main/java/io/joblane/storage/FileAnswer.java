package io.joblane.storage;

import io.joblane.storage.StoredFiles.Kept;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answer to an upload: 201 with the address of the content, or 200 where the file was there before. */
public final class FileAnswer {
    private FileAnswer() {}

    /** @param route below which whoever sent it finds files */
    public static ResponseEntity<FileView> of(Kept kept, String route) {
        FileView file = kept.file();
        return kept.added()
                ? ResponseEntity.created(URI.create(route + file.id() + "/content"))
                        .body(file)
                : ResponseEntity.ok(file);
    }
}
