package io.joblane.backup;

import io.joblane.filestore.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and when companies are backed up.
 *
 * @param key 32 bytes in base64; blank: nothing is backed up, and asking for it is refused
 * @param folder where backups are kept; blank: {@code backups} in the data folder. Unused where {@code s3.bucket} is set
 * @param hour at which full hour of the company's own day it is backed up, 0..23; -1: only on demand
 * @param keep how many good backups of a company are kept, at least 1
 * @param maxAge how old the newest good one may be before it counts as missing
 */
@ConfigurationProperties("joblane.backup")
record BackupSettings(
        @DefaultValue("") String key,
        @DefaultValue("") String folder,
        @DefaultValue("3") int hour,
        @DefaultValue("14") int keep,
        @DefaultValue("26h") Duration maxAge,
        @DefaultValue S3Settings s3) {
    BackupSettings {
        if (hour < -1 || hour > 23 || keep < 1) {
            throw new IllegalArgumentException(
                    "joblane.backup.hour must be -1..23 and joblane.backup.keep at least 1, not " + hour + " and "
                            + keep);
        }
    }

    Path folderIn(Path data) {
        return folder.isBlank() ? data.resolve("backups") : Path.of(folder);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "BackupSettings[folder=" + folder + ", hour=" + hour + ", keep=" + keep + ", s3=" + s3 + "]";
    }
}
