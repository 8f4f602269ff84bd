package io.joblane.engine.link;

import io.joblane.database.DataFolder;
import io.joblane.database.EarlyStart;
import io.joblane.engine.embedded.EmbeddedEngine;
import io.joblane.engine.embedded.EmbeddedEngineSettings;
import io.joblane.shared.Background;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Starts the embedded engine while PostgreSQL starts too: each takes seconds and needs nothing of the other. */
class EmbeddedEngineStart implements EarlyStart {
    private final EngineSettings.Embedded settings;
    private final Clock clock;
    private @Nullable Background<EmbeddedEngine> engine;

    EmbeddedEngineStart(EngineSettings.Embedded settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(DataFolder folder) {
        if (engine == null) {
            engine = Background.start(
                    "engine-start",
                    () -> EmbeddedEngine.start(new EmbeddedEngineSettings(
                            folder.path().resolve("engine"),
                            settings.grpcPort(),
                            settings.restPort(),
                            settings.fsync(),
                            settings.snapshotEvery(),
                            clock)));
        }
    }

    synchronized EmbeddedEngine await() {
        if (engine == null) {
            throw new IllegalStateException("The engine's start was not begun");
        }
        return engine.await();
    }
}
