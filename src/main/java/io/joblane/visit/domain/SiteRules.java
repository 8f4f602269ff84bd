package io.joblane.visit.domain;

/**
 * What is wanted at a site.
 *
 * @param radiusMetres how far from the site's position an agent may be who checks in without a reason
 * @param photosRequired how many photos an agent must have sent before the check-out
 */
public record SiteRules(
        int radiusMetres, int photosRequired, SignatureFrom signatureFrom, long decisionKey, int decisionVersion) {
    /** Whose check-out needs the customer's signature. */
    public enum SignatureFrom {
        NOBODY,
        /** The lead agent; everybody where the job has none. */
        LEAD,
        EVERYBODY
    }
}
