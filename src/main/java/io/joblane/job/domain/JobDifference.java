package io.joblane.job.domain;

import io.joblane.job.JobOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is another in an order than in the one before.
 *
 * @param names the fields, as JSON names them
 */
record JobDifference(List<String> names) {
    static JobDifference between(JobOrder before, JobOrder after) {
        List<String> names = new ArrayList<>();
        note(names, "title", before.title(), after.title());
        note(names, "type", before.type(), after.type());
        note(names, "address", before.site().address(), after.site().address());
        note(names, "postcode", before.site().postcode(), after.site().postcode());
        note(names, "position", before.site().geo(), after.site().geo());
        note(names, "arrivalAt", before.arrivalAt(), after.arrivalAt());
        note(names, "expectedHours", before.minutes(), after.minutes());
        note(names, "agentsRequired", before.agentsRequired(), after.agentsRequired());
        note(names, "leadAgentId", before.leadAgentId(), after.leadAgentId());
        note(names, "requiredSkills", before.requiredSkills(), after.requiredSkills());
        note(names, "instructions", before.instructions(), after.instructions());
        note(names, "urgency", before.urgency(), after.urgency());
        note(names, "customerId", before.customerId(), after.customerId());
        return new JobDifference(List.copyOf(names));
    }

    private static void note(List<String> names, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            names.add(name);
        }
    }

    boolean isNone() {
        return names.isEmpty();
    }

    boolean arrival() {
        return names.contains("arrivalAt");
    }

    boolean time() {
        return arrival() || names.contains("expectedHours");
    }

    boolean place() {
        return names.contains("position") || names.contains("postcode");
    }

    boolean lead() {
        return names.contains("leadAgentId");
    }

    /** Whether others may go now than could before. */
    boolean concernsWho() {
        return time() || place() || names.contains("requiredSkills") || names.contains("urgency");
    }
}
