package io.joblane.identity.member;

/** Whether somebody may work in the company. */
public enum MemberStatus {
    /** Has not accepted yet; the link may have expired meanwhile. */
    INVITED,
    ACTIVE,
    INACTIVE
}
