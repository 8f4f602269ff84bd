package io.joblane.job.process;

import io.joblane.engine.OpenTask;
import io.joblane.job.domain.OfferService;
import io.joblane.job.domain.OfferService.Answer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The agent takes the job or not; data: reason (of a decline). */
@Component
class AnswerOfferTask extends JobTask {
    private final OfferService offers;

    AnswerOfferTask(OfferService offers) {
        super("job.answerOffer", "Task_AnswerOffer", "accepted", "declined");
        this.offers = offers;
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        UUID offer = task.subjectId();
        String agent = task.assignee();
        if (offer == null || agent == null) {
            return Verdict.noLongerPossible("This offer belongs to nobody any more.");
        }
        String reason = text(data, "reason");
        Answer answer = "accepted".equals(outcome)
                ? offers.accept(offer, agent, occurredAt)
                : offers.decline(offer, agent, occurredAt, reason.isEmpty() ? null : reason);
        return switch (answer.kind()) {
            case DONE -> Verdict.done(Map.of());
            case BEFORE -> Verdict.alreadyDone();
            case TOO_LATE -> Verdict.noLongerPossible(String.valueOf(answer.refusal()));
        };
    }
}
