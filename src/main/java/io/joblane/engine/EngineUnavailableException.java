package io.joblane.engine;

import io.joblane.shared.Problem;
import java.time.Duration;
import java.util.Map;

/** The engine does not answer at the moment. */
public class EngineUnavailableException extends Problem {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(Throwable cause) {
        super(
                503,
                "engine_unavailable",
                "The process engine does not answer. Nothing was changed; try again in a few seconds.",
                Map.of(),
                Duration.ofSeconds(5),
                cause);
    }
}
