package io.joblane.storage.domain;

import io.joblane.database.DataFolder;
import io.joblane.filestore.FileStore;
import io.joblane.filestore.FolderStore;
import io.joblane.filestore.S3Store;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
class StorageConfiguration {
    @Bean
    FileStore agentFiles(StorageSettings settings, DataFolder data, Clock clock) {
        return settings.s3().isSet()
                ? new S3Store(settings.s3(), clock)
                : new FolderStore(settings.folderIn(data.path()));
    }
}
