package io.joblane.document.domain;

import io.joblane.document.DocumentView;
import io.joblane.shared.Problem;
import io.joblane.storage.Belongs;
import io.joblane.storage.Destination;
import io.joblane.storage.FileKind;
import io.joblane.storage.FileView;
import io.joblane.storage.StoredFiles;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The file that shows a document; a later one takes the place of an earlier one, and must be looked at again. */
@Component
class DocumentFiles {
    private final DocumentTable table;
    private final StoredFiles files;
    private final CompanyDay day;

    DocumentFiles(DocumentTable table, StoredFiles files, CompanyDay day) {
        this.table = table;
        this.files = files;
        this.day = day;
    }

    Kept add(UUID documentId, Supplier<UUID> agent, Upload upload) {
        return files.keep(FileKind.DOCUMENT, upload, new Destination() {
            @Override
            public Belongs check() {
                UUID agentId = agent.get();
                lock(documentId, agentId);
                return Belongs.toDocument(agentId, documentId);
            }

            @Override
            public void kept(FileView file) {
                files.removeOthers(file);
                table.unverify(documentId);
            }
        });
    }

    /** @throws Problem 404 where it is not that agent's */
    DocumentView lock(UUID documentId, UUID agentId) {
        return table.lock(documentId, day.today())
                .filter(document -> document.agentId().equals(agentId))
                .orElseThrow(DocumentFiles::unknown);
    }

    static Problem unknown() {
        return Problem.notFound("document_unknown", "There is no such document of this agent.");
    }
}
