package io.joblane.document.domain;

import io.joblane.document.DocumentView;
import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Ids;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The signed-in agent's own documents. */
@Service
@AgentOnly
public class OwnDocuments {
    private final DocumentTable table;
    private final DocumentFiles files;
    private final CompanyDay day;
    private final SignedInAgent self;

    OwnDocuments(DocumentTable table, DocumentFiles files, CompanyDay day, SignedInAgent self) {
        this.table = table;
        this.files = files;
        this.day = day;
        this.self = self;
    }

    @Transactional(readOnly = true)
    public List<DocumentView> list() {
        return table.ofAgent(me(), day.today());
    }

    @Transactional
    public DocumentView add(DocumentDetails details) {
        UUID id = Ids.next();
        table.add(id, me(), details);
        return table.find(id, day.today()).orElseThrow(DocumentFiles::unknown);
    }

    /** The office must look at it again. */
    @Transactional
    public DocumentView change(UUID id, DocumentDetails details, @Nullable Integer expectedVersion) {
        DocumentView document = files.lock(id, me());
        Versions.check(document.version(), expectedVersion);
        table.change(id, details);
        return table.find(id, day.today()).orElseThrow(DocumentFiles::unknown);
    }

    /** Not inside a transaction. */
    public Kept addFile(UUID id, Upload upload) {
        return files.add(id, this::me, upload);
    }

    private UUID me() {
        return self.may(AgentAction.KEEP_DOCUMENTS).id();
    }
}
