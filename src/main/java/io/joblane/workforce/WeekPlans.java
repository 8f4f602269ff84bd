package io.joblane.workforce;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Which weeks agents have planned. */
public interface WeekPlans {
    /**
     * The agents who have said nothing of the week: nothing is set for any of its days, and they have no pattern of the week
     * either. Joins the caller's transaction.
     */
    List<UUID> agentsWithoutPlan(LocalDate monday);
}
