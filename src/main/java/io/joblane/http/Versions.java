package io.joblane.http;

import io.joblane.shared.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of an aggregate as an {@code ETag}, and the version that {@code If-Match} expects. */
public final class Versions {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private Versions() {}

    public static String etag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * @param ifMatch the header as it came
     * @return the expected version; null where the header is missing or {@code *}: any version will do
     */
    public static @Nullable Integer expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.trim().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.trim());
        if (!tag.matches()) {
            throw Problem.badRequest(
                    "invalid_if_match",
                    "If-Match must be one ETag as a read of the resource gave it, e.g. \"3\", or *.");
        }
        return Integer.valueOf(tag.group(1));
    }

    /** {@link #expected} for a route on which a blind change is not allowed: the header must be there. */
    public static @Nullable Integer required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(
                    428,
                    "precondition_required",
                    "Send If-Match with the ETag of the version you read, so that no change of somebody else is lost.");
        }
        return expected(ifMatch);
    }

    /** @throws Problem 412 where another version than {@code actual} is expected */
    public static void check(int actual, @Nullable Integer expected) {
        if (expected != null && expected != actual) {
            throw Problem.preconditionFailed(
                    "Somebody changed it since you read it. Read it again, then repeat your change with the new ETag.");
        }
    }
}
