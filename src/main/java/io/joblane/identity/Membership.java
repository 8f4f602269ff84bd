package io.joblane.identity;

/**
 * A person's place in a company.
 *
 * @param company its slug
 */
public record Membership(String company, String companyName, Role role) {}
