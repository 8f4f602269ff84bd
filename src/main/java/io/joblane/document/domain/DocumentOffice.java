package io.joblane.document.domain;

import io.joblane.document.DocumentView;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import io.joblane.workforce.Agents;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the office does with the agents' documents. */
@Service
@Staff
public class DocumentOffice {
    private final DocumentTable table;
    private final DocumentFiles files;
    private final CompanyDay day;
    private final Agents agents;

    DocumentOffice(DocumentTable table, DocumentFiles files, CompanyDay day, Agents agents) {
        this.table = table;
        this.files = files;
        this.day = day;
        this.agents = agents;
    }

    @Transactional(readOnly = true)
    public List<DocumentView> ofAgent(UUID agentId) {
        requireAgent(agentId);
        return table.ofAgent(agentId, day.today());
    }

    /** Those that expire within so many days from today, and those that have expired; the first to expire first. */
    @Transactional(readOnly = true)
    public List<DocumentView> expiring(int days, @Nullable LocalDate afterDay, @Nullable UUID afterId, int limit) {
        LocalDate today = day.today();
        return table.expiring(today.plusDays(days), today, afterDay, afterId, limit);
    }

    @Transactional
    public DocumentView add(UUID agentId, DocumentDetails details) {
        requireAgent(agentId);
        UUID id = Ids.next();
        table.add(id, agentId, details);
        return table.find(id, day.today()).orElseThrow(DocumentFiles::unknown);
    }

    @Transactional
    public DocumentView change(UUID agentId, UUID id, DocumentDetails details, @Nullable Integer expectedVersion) {
        Versions.check(files.lock(id, agentId).version(), expectedVersion);
        table.change(id, details);
        return table.find(id, day.today()).orElseThrow(DocumentFiles::unknown);
    }

    /** Somebody has looked at it; only at what is there now. */
    @Transactional
    public DocumentView verify(UUID agentId, UUID id, @Nullable Integer expectedVersion) {
        DocumentView document = files.lock(id, agentId);
        Versions.check(document.version(), expectedVersion);
        if (document.fileId() == null) {
            throw Problem.conflict(
                    "document_without_file",
                    "Nobody has sent the file of this document yet. Look at it when it is there.");
        }
        table.verify(id);
        return table.find(id, day.today()).orElseThrow(DocumentFiles::unknown);
    }

    @Transactional
    public void remove(UUID agentId, UUID id, @Nullable Integer expectedVersion) {
        Versions.check(files.lock(id, agentId).version(), expectedVersion);
        table.remove(id);
    }

    /** Not inside a transaction. */
    public Kept addFile(UUID agentId, UUID id, Upload upload) {
        return files.add(id, () -> agentId, upload);
    }

    private void requireAgent(UUID agentId) {
        if (agents.find(agentId).isEmpty()) {
            throw Problem.notFound("agent_unknown", "There is no such agent.");
        }
    }
}
