package io.joblane.engine.link;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which engine runs the processes.
 *
 * @param engine {@code embedded} (the default: log and state below the data folder) or {@code cluster}
 * @param embedded settings of the embedded engine
 * @param cluster addresses of a Camunda 8.8 cluster
 * @param jobTimeout how long an activated job is ours; what takes longer is given to somebody else, and counts once all the same
 */
@ConfigurationProperties("joblane")
public record EngineSettings(
        @DefaultValue("embedded") Mode engine,
        @DefaultValue Embedded embedded,
        @DefaultValue Cluster cluster,
        @DefaultValue("30s") Duration jobTimeout) {
    public enum Mode {
        EMBEDDED,
        CLUSTER
    }

    /**
     * @param fsync whether what the engine answers has reached the disk before; switching it off risks the last moments in a
     *     power cut, not in a crash of the process
     */
    public record Embedded(
            @DefaultValue("true") boolean fsync,
            @DefaultValue("0") int grpcPort,
            @DefaultValue("0") int restPort,
            @DefaultValue("5m") Duration snapshotEvery) {}

    /** @param id names this cluster's data; change it when the cluster was set up anew from nothing */
    public record Cluster(
            @DefaultValue("http://localhost:26500") URI grpcAddress,
            @DefaultValue("http://localhost:8080") URI restAddress,
            @DefaultValue("cluster") String id) {}
}
