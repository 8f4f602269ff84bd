package io.joblane.visit.domain;

import io.joblane.database.Transactions;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.job.JobAssignment;
import io.joblane.job.Jobs;
import io.joblane.storage.Belongs;
import io.joblane.storage.Destination;
import io.joblane.storage.FileKind;
import io.joblane.storage.FileView;
import io.joblane.storage.StoredFiles;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import io.joblane.workforce.AgentAction;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Photos and signatures of jobs: each agent sends and sees their own, the office sees all. */
@Service
public class JobFiles {
    private final StoredFiles files;
    private final OwnVisit visit;
    private final Jobs jobs;
    private final Transactions transactions;

    JobFiles(StoredFiles files, OwnVisit visit, Jobs jobs, Transactions transactions) {
        this.files = files;
        this.visit = visit;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @AgentOnly
    public Kept addPhoto(UUID jobId, Upload upload) {
        return files.keep(FileKind.PHOTO, upload, () -> place(jobId));
    }

    /** A later signature takes the place of an earlier one of the same agent. */
    @AgentOnly
    public Kept addSignature(UUID jobId, Upload upload) {
        return files.keep(FileKind.SIGNATURE, upload, new Destination() {
            @Override
            public Belongs check() {
                return place(jobId);
            }

            @Override
            public void kept(FileView file) {
                files.removeOthers(file);
            }
        });
    }

    @AgentOnly
    public List<FileView> ofOwn(UUID jobId) {
        return transactions.run(() -> {
            UUID agent = visit.own(jobId, AgentAction.VIEW_HISTORY).getFirst().agentId();
            return files.ofJob(jobId).stream()
                    .filter(file -> file.agentId().equals(agent))
                    .toList();
        });
    }

    @Staff
    public List<FileView> of(UUID jobId) {
        return transactions.run(() -> {
            if (jobs.find(jobId).isEmpty()) {
                throw OwnVisit.unknown();
            }
            return files.ofJob(jobId);
        });
    }

    private Belongs place(UUID jobId) {
        JobAssignment assignment = visit.open(jobId);
        return Belongs.toJob(assignment.agentId(), jobId, assignment.id());
    }
}
