package io.joblane.approval.domain;

/**
 * Somebody who submits, decides or says something.
 *
 * @param id a user's id, or "system"
 * @param role their role in the company
 */
public record Person(String id, String name, String role) {}
