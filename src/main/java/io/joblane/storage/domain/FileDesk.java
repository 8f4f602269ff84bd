package io.joblane.storage.domain;

import io.joblane.database.Transactions;
import io.joblane.filestore.FileStore;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.storage.FileView;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/** Gives files out: the office sees all, an agent their own. */
@Service
public class FileDesk {
    private static final Logger log = LoggerFactory.getLogger(FileDesk.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final FileTable table;
    private final FileStore store;
    private final SignedInAgent self;
    private final Transactions transactions;

    FileDesk(FileTable table, @Qualifier("agentFiles") FileStore store, SignedInAgent self, Transactions transactions) {
        this.table = table;
        this.store = store;
        this.self = self;
        this.transactions = transactions;
    }

    /** A file and its content, which whoever gets it closes. */
    public record Opened(FileView file, InputStream content) {}

    @Staff
    public FileView get(UUID id) {
        return transactions.run(() -> row(id)).file();
    }

    @Staff
    public Opened open(UUID id) {
        return open(transactions.run(() -> row(id)));
    }

    @AgentOnly
    public Opened openOwn(UUID id) {
        return open(transactions.run(() -> {
            UUID agent = self.may(AgentAction.VIEW_HISTORY).id();
            FileTable.Row row = row(id);
            if (!row.file().agentId().equals(agent)) {
                throw unknown();
            }
            return row;
        }));
    }

    @Staff
    public void remove(UUID id) {
        transactions.run(() -> {
            FileTable.Row row = row(id);
            table.remove(id);
            return row;
        });
    }

    private FileTable.Row row(UUID id) {
        return table.find(id).filter(row -> !row.file().deleted()).orElseThrow(FileDesk::unknown);
    }

    private Opened open(FileTable.Row row) {
        try {
            return new Opened(row.file(), store.get(row.storageKey()));
        } catch (IOException e) {
            log.error("File {} cannot be read from {}", row.file().id(), store.describe(), e);
            throw Problem.unavailable(
                    "file_store_unavailable", "The file cannot be read at the moment. Try again later.", RETRY);
        }
    }

    private static Problem unknown() {
        return Problem.notFound("file_unknown", "There is no such file of yours.");
    }
}
