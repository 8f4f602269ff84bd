package io.joblane.identity.member;

import io.joblane.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which people to list; null leaves a field open.
 *
 * @param text part of the name or of the e-mail address, in whatever case
 */
public record MemberFilter(
        @Nullable Role role,
        @Nullable MemberStatus status,
        @Nullable String text) {}
