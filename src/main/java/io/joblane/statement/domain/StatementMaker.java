package io.joblane.statement.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.filestore.FileStore;
import io.joblane.shared.Problem;
import io.joblane.statement.domain.StatementService.Form;
import io.joblane.statement.domain.StatementTable.FileRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Makes what waits, one customer after the other. A file's name is that of its row, so that whoever makes it a second time, after
 * a kill, replaces it.
 */
@Component
class StatementMaker {
    private static final Logger log = LoggerFactory.getLogger(StatementMaker.class);
    private static final int ATTEMPTS = 5;

    private final StatementTable table;
    private final StatementService statements;
    private final FileStore store;
    private final Companies companies;

    StatementMaker(
            StatementTable table,
            StatementService statements,
            @Qualifier("agentFiles") FileStore store,
            Companies companies) {
        this.table = table;
        this.statements = statements;
        this.store = store;
        this.companies = companies;
    }

    @Scheduled(fixedDelayString = "PT3S", initialDelayString = "PT5S")
    void makeAll() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), this::makeWaiting);
            } catch (DataAccessException | TransactionException e) {
                log.warn("Statements of {} wait for its database: {}", company.slug(), e.getMessage());
            }
        }
    }

    /** @return how many were made */
    int makeWaiting() {
        int made = 0;
        if (!table.anyUnderWay()) {
            return made;
        }
        for (Optional<FileRow> next = table.take(); next.isPresent(); next = table.take()) {
            made += make(next.get()) ? 1 : 0;
        }
        table.finishRuns();
        return made;
    }

    private boolean make(FileRow row) {
        try {
            Map<Form, byte[]> forms = statements.makeBoth(row.customerId(), row.month());
            for (Map.Entry<Form, byte[]> form : forms.entrySet()) {
                put(name(row.storageKey(), form.getKey()), form.getValue());
            }
            table.made(row.id(), Objects.requireNonNull(forms.get(Form.PDF)).length);
            return true;
        } catch (IOException e) {
            log.warn("A statement cannot be kept in {}; it is tried again", store.describe(), e);
            table.notMade(row.id(), "The file store does not answer.", row.attempts() >= ATTEMPTS);
        } catch (Problem e) {
            // The customer was erased meanwhile: nobody is left to write to.
            table.notMade(row.id(), e.detail(), true);
        }
        return false;
    }

    static String name(String storageKey, Form form) {
        return storageKey + "." + form.name().toLowerCase(Locale.ROOT);
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = Files.createTempFile("statement", null);
        try {
            Files.write(file, content);
            store.put(name, file, sha256(content));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
