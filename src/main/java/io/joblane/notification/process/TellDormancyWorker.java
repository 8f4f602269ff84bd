package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.identity.OfficeGroup;
import io.joblane.notification.domain.SalesNotices;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells who looks after a customer that they book nothing, or do again; the managers where nobody does. */
@JobType("notification.tellDormancy")
class TellDormancyWorker implements PreparingWorker<TellDormancyWorker.Variables, List<UUID>> {
    private final SalesNotices notices;
    private final OfficePeople office;

    TellDormancyWorker(SalesNotices notices, OfficePeople office) {
        this.notices = notices;
        this.office = office;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        return notices.salesperson(variables.subjectId())
                .map(List::of)
                .orElseGet(() -> office.with(OfficeGroup.MANAGER.roles()));
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> people) {
        notices.tellDormancy(variables.subjectId(), variables.event(), people);
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID subjectId, String event) {}
}
