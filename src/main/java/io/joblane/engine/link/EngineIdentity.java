package io.joblane.engine.link;

import io.joblane.database.ControlDatabase;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Remembers in the control database which engine it was used with, so that a stranger's data is noticed at start. */
@Component
class EngineIdentity {
    private final ControlDatabase control;

    EngineIdentity(ControlDatabase control) {
        this.control = control;
    }

    /**
     * @param engineIsNew whether the engine starts from nothing
     * @throws ForeignEngineException where the two do not belong together
     */
    void check(String engineId, boolean engineIsNew) {
        Optional<String> known = control.jdbc()
                .sql("SELECT engine_id FROM engine_identity")
                .query(String.class)
                .optional();
        if (known.isPresent() && !known.get().equals(engineId)) {
            throw new ForeignEngineException(known.get(), engineId);
        }
        if (known.isEmpty() && !engineIsNew) {
            throw new ForeignEngineException("none", engineId);
        }
        if (known.isEmpty()) {
            control.jdbc()
                    .sql("INSERT INTO engine_identity (engine_id) VALUES (?)")
                    .param(engineId)
                    .update();
        }
    }
}
