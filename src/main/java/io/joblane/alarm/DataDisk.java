package io.joblane.alarm;

import io.joblane.database.DataFolder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The disk of the data folder: gauge {@code joblane.disk.free.ratio} (0..1), health detail {@code dataDisk}. */
@Component("dataDiskHealthIndicator")
class DataDisk implements HealthIndicator {
    private final Path folder;
    private final int least;

    DataDisk(DataFolder folder, AlarmSettings settings, MeterRegistry registry) {
        this.folder = folder.path();
        this.least = settings.diskFreePercent();
        Gauge.builder("joblane.disk.free.ratio", this, DataDisk::freeRatio)
                .description("Free share of the data folder's disk")
                .register(registry);
    }

    /** Not a number where the disk cannot be read. */
    private double freeRatio() {
        try {
            FileStore disk = Files.getFileStore(folder);
            return (double) disk.getUsableSpace() / disk.getTotalSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** A disk that fills up stops nobody yet, so the whole stays healthy until nothing is left. */
    @Override
    public Health health() {
        double free = freeRatio();
        if (Double.isNaN(free)) {
            return Health.down().withDetail("state", "cannot be read").build();
        }
        long percent = Math.round(free * 100);
        return (percent == 0 ? Health.down() : Health.up())
                .withDetail("freePercent", percent)
                .withDetail("state", percent < least ? "LOW: below " + least + " %" : "enough")
                .build();
    }
}
