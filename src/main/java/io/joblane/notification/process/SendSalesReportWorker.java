package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.identity.OfficeGroup;
import io.joblane.notification.domain.SalesNotices;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends managers what was found out about dormant customers. */
@JobType("notification.sendSalesReport")
class SendSalesReportWorker implements PreparingWorker<SendSalesReportWorker.Variables, List<UUID>> {
    private final SalesNotices notices;
    private final OfficePeople office;

    SendSalesReportWorker(SalesNotices notices, OfficePeople office) {
        this.notices = notices;
        this.office = office;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        return office.with(OfficeGroup.MANAGER.roles());
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> managers) {
        notices.report(variables.day(), variables.event(), managers);
        return null;
    }

    /**
     * @param day on which it is due
     * @param event the task's header: which text
     */
    record Variables(LocalDate day, String event) {}
}
