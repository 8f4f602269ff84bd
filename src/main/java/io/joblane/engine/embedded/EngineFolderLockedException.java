package io.joblane.engine.embedded;

import java.nio.file.Path;

/** Another engine works in the same data folder. */
public final class EngineFolderLockedException extends EngineStartException {
    private static final long serialVersionUID = 1L;

    EngineFolderLockedException(Path folder, String holder) {
        super("The engine's data folder %s is in use by another process (%s); stop it or choose another folder."
                .formatted(folder.toAbsolutePath(), holder.isBlank() ? "unknown" : "pid " + holder));
    }
}
