package io.joblane.storage.domain;

import io.joblane.filestore.S3Settings;
import io.joblane.storage.FileKind;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where files are kept and how large they may be.
 *
 * @param folder blank: {@code files} in the data folder. Unused where {@code s3.bucket} is set
 * @param photosPerAssignment how many photos an assignment may have
 * @param orphanAge how long after its beginning an upload without a row is taken for given up; longer than any upload takes
 */
@ConfigurationProperties("joblane.storage")
record StorageSettings(
        @DefaultValue("") String folder,
        @DefaultValue("10MB") DataSize photo,
        @DefaultValue("200KB") DataSize signature,
        @DefaultValue("15MB") DataSize document,
        @DefaultValue("50") int photosPerAssignment,
        @DefaultValue("2h") Duration orphanAge,
        @DefaultValue S3Settings s3) {

    Path folderIn(Path data) {
        return folder.isBlank() ? data.resolve("files") : Path.of(folder);
    }

    long largest(FileKind kind) {
        return switch (kind) {
            case PHOTO -> photo.toBytes();
            case SIGNATURE -> signature.toBytes();
            case DOCUMENT -> document.toBytes();
        };
    }
}
