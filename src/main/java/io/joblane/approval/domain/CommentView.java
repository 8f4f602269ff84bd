package io.joblane.approval.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody said of a request.
 *
 * @param by a user's id
 */
public record CommentView(UUID id, Kind kind, String text, String by, String byName, Instant at) {
    public enum Kind {
        COMMENT,
        /** Of an approver, to who submitted it. */
        QUESTION,
        /** What who submitted it said to an open question. */
        ANSWER
    }
}
