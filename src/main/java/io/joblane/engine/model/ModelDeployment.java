package io.joblane.engine.model;

import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.joblane.database.ControlDatabase;
import io.joblane.engine.link.EngineLink;
import io.joblane.engine.model.ModelCatalog.Model;
import io.joblane.shared.Background;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deploys all models in one deployment, when the checksum of any differs from what this engine was last given. Together,
 * because a called process is bound to the deployment of its caller; the engine itself keeps the version of what is the same.
 */
@Component
public final class ModelDeployment {
    private static final Logger log = LoggerFactory.getLogger(ModelDeployment.class);

    private final EngineLink engine;
    private final ModelCatalog catalog;
    private final ControlDatabase control;
    private final Background<List<String>> start;

    ModelDeployment(EngineLink engine, ModelCatalog catalog, ControlDatabase control) {
        this.engine = engine;
        this.catalog = catalog;
        this.control = control;
        // The rest of the application starts meanwhile; reading tables and FEEL takes the engine seconds the first
        // time.
        this.start = Background.start("model-deployment", this::deployChanged);
    }

    /**
     * Waits for the deployment that the start began; nothing may be asked of the models before.
     *
     * @throws ModelFaultException where the engine refuses a model
     */
    public void await() {
        start.await();
    }

    /** @return the names of the models that had changed; empty where nothing was deployed */
    public List<String> deployChanged() {
        Map<String, String> now = new TreeMap<>();
        catalog.models().forEach(model -> now.put(model.name(), checksum(model)));
        Map<String, String> deployed = deployed();
        List<String> changed = now.entrySet().stream()
                .filter(e -> !e.getValue().equals(deployed.get(e.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (changed.isEmpty()) {
            log.info("All {} models are deployed as they are", now.size());
            return changed;
        }
        deployAll();
        control.inTransaction(() -> {
            now.forEach(this::remember);
            return now.size();
        });
        log.info("Deployed the models, changed: {}", changed);
        return changed;
    }

    private void deployAll() {
        DeployResourceCommandStep1 command = engine.client().newDeployResourceCommand();
        DeployResourceCommandStep2 ready = null;
        for (Model model : catalog.models()) {
            ready = (ready == null ? command : ready).addResourceBytes(model.content(), model.name());
        }
        if (ready == null) {
            return;
        }
        try {
            ready.requestTimeout(Duration.ofSeconds(60)).send().join();
        } catch (ClientException e) {
            throw new ModelFaultException("The engine refuses the models: " + e.getMessage(), e);
        }
    }

    private Map<String, String> deployed() {
        Map<String, String> checksums = new TreeMap<>();
        control.jdbc()
                .sql("SELECT name, checksum FROM deployed_model WHERE engine_id = ?")
                .param(engine.id())
                .query(row -> {
                    checksums.put(row.getString(1), row.getString(2));
                });
        return checksums;
    }

    private void remember(String name, String checksum) {
        control.jdbc().sql("""
                        INSERT INTO deployed_model (engine_id, name, checksum) VALUES (?, ?, ?)
                        ON CONFLICT (engine_id, name) DO UPDATE SET checksum = excluded.checksum, deployed_at = now()
                        """).param(engine.id()).param(name).param(checksum).update();
    }

    private static String checksum(Model model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model.content()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
