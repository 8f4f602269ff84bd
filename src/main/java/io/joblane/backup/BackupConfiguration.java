package io.joblane.backup;

import io.joblane.database.DataFolder;
import io.joblane.filestore.FileStore;
import io.joblane.filestore.FolderStore;
import io.joblane.filestore.S3Store;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackupSettings.class)
class BackupConfiguration {
    @Bean
    FileStore backupFiles(BackupSettings settings, DataFolder data, Clock clock) {
        return settings.s3().isSet()
                ? new S3Store(settings.s3(), clock)
                : new FolderStore(settings.folderIn(data.path()));
    }

    @Bean
    BackupKeys backupKeys(BackupSettings settings) {
        return new BackupKeys(
                settings.key().isBlank() ? Optional.empty() : Optional.of(BackupKey.parse(settings.key())));
    }

    @Bean
    DatabaseDump databaseDump(JsonMapper json) {
        return new DatabaseDump(json);
    }

    /** A key that may be missing; an Optional itself would be taken for an optional bean. */
    record BackupKeys(Optional<BackupKey> key) {}
}
