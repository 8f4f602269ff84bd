package io.joblane.http.limit;

/** Whose requests are counted together. */
enum Whose {
    USER,
    ADDRESS;

    int limit(LimitSettings.Limit limit) {
        return this == USER ? limit.perUser() : limit.perAddress();
    }
}
