package io.joblane.visit.domain;

import io.joblane.job.JobAssignment;
import io.joblane.job.JobView;
import io.joblane.shared.Problem;
import io.joblane.storage.FileKind;
import io.joblane.storage.StoredFiles;
import io.joblane.visit.domain.SiteRules.SignatureFrom;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What must have been sent before an agent checks out. */
@Component
class Evidence {
    private final StoredFiles files;

    Evidence(StoredFiles files) {
        this.files = files;
    }

    /** @throws Problem 422 {@code photos_missing}, {@code signature_missing} */
    void require(JobView job, JobAssignment assignment, SiteRules rules) {
        int photos = files.count(assignment.id(), FileKind.PHOTO);
        if (photos < rules.photosRequired()) {
            throw Problem.unprocessable(
                            "photos_missing",
                            "Photos wanted for this kind of job: " + rules.photosRequired() + ", sent: " + photos
                                    + ". Send the others, then check out.")
                    .with("required", rules.photosRequired())
                    .with("sent", photos);
        }
        if (mustSign(job, assignment, rules) && files.count(assignment.id(), FileKind.SIGNATURE) == 0) {
            throw Problem.unprocessable(
                    "signature_missing",
                    "The customer must sign for this kind of job. Send the signature, then check out.");
        }
    }

    private static boolean mustSign(JobView job, JobAssignment assignment, SiteRules rules) {
        UUID lead = job.leadAgentId();
        return rules.signatureFrom() == SignatureFrom.EVERYBODY
                || (rules.signatureFrom() == SignatureFrom.LEAD && (lead == null || lead.equals(assignment.agentId())));
    }
}
