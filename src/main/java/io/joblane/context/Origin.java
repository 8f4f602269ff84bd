package io.joblane.context;

import org.jspecify.annotations.Nullable;

/**
 * Where what this thread does came from; what an audit entry says besides who.
 *
 * @param address the client's address as the server saw it; null for work that no request asked for
 * @param requestId the request's id; null likewise
 * @param instanceKey the process instance whose activated job or user task is worked on; null where there is none
 */
public record Origin(
        @Nullable String address,
        @Nullable String requestId,
        @Nullable Long instanceKey) {
    public static final Origin INSIDE = new Origin(null, null, null);

    public static Origin request(String address, String requestId) {
        return new Origin(address, requestId, null);
    }

    public static Origin instance(long instanceKey) {
        return new Origin(null, null, instanceKey);
    }

    public Origin within(long instance) {
        return new Origin(address, requestId, instance);
    }
}
