package io.joblane.storage.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.filestore.FileStore;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what was uploaded and never got its row: the phone hung up, or the process was killed in between. */
@Component
class OrphanFiles {
    private static final Logger log = LoggerFactory.getLogger(OrphanFiles.class);
    private static final int AT_ONCE = 500;

    private final UploadLedger uploads;
    private final FileStore store;
    private final StorageSettings settings;
    private final Companies companies;
    private final Clock clock;

    OrphanFiles(
            UploadLedger uploads,
            @Qualifier("agentFiles") FileStore store,
            StorageSettings settings,
            Companies companies,
            Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.settings = settings;
        this.companies = companies;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void sweepAll() {
        for (Company company : companies.active()) {
            CurrentCompany.run(company.slug(), this::sweep);
        }
    }

    /** @return how many were removed */
    int sweep() {
        int removed = 0;
        for (String key : uploads.begunBefore(clock.instant().minus(settings.orphanAge()), AT_ONCE)) {
            try {
                store.remove(key);
                uploads.end(key);
                removed++;
            } catch (IOException e) {
                log.warn("An orphan cannot be removed from {}; it is tried again", store.describe(), e);
                return removed;
            }
        }
        return removed;
    }
}
