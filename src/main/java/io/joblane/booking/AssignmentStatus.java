package io.joblane.booking;

/** Where an assignment stands. The first five hold the agent and the vehicle. */
public enum AssignmentStatus {
    ASSIGNED,
    ACCEPTED,
    EN_ROUTE_PICKUP,
    ARRIVED,
    IN_PROGRESS,
    COMPLETED,
    DECLINED,
    EXPIRED,
    REASSIGNED,
    CANCELLED
}
