package io.joblane.statement.domain;

import io.joblane.filestore.FileStore;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.statement.domain.StatementService.Form;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/** Reads what runs have made. */
@Service
public class StatementFiles {
    private final StatementService statements;
    private final FileStore store;

    StatementFiles(StatementService statements, @Qualifier("agentFiles") FileStore store) {
        this.statements = statements;
        this.store = store;
    }

    /** @throws Problem 404 {@code statement_unknown}, 409 {@code statement_not_made}, 503 where the store does not answer */
    @Staff
    public byte[] read(UUID fileId, Form form) {
        String key = statements.storageKey(fileId, form);
        try (InputStream content = store.get(key)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw Problem.unavailable(
                    "store_unavailable",
                    "The file store does not answer. Try again in a minute.",
                    Duration.ofMinutes(1));
        }
    }
}
