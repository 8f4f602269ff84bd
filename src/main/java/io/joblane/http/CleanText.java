package io.joblane.http;

import io.joblane.shared.Problem;

/** Text that PostgreSQL can keep: without NUL, and without half of a surrogate pair. */
final class CleanText {
    private CleanText() {}

    static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** @param where a JSON pointer, or a parameter's name */
    static Problem problem(String where) {
        return Problem.badRequest(
                        "invalid_character", "A text holds the character NUL or half of a surrogate pair. Take it out.")
                .with("where", CleanText.isClean(where) ? where : "");
    }
}
