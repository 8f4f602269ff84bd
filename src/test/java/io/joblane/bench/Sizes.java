package io.joblane.bench;

/** How big a benchmark is, by system properties. */
final class Sizes {
    /** How long one run of a throughput is measured. */
    static final int SECONDS = Integer.getInteger("bench.seconds", 20);

    /** How long each side runs unmeasured: most of the code is compiled by then, and what is measured is the code. */
    static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 60);

    /** How often what is compared takes turns. */
    static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    /** How many latencies make one distribution. */
    static final int SAMPLES = Integer.getInteger("bench.samples", 200);

    /** How many bookings run at a time. */
    static final int IN_FLIGHT = Integer.getInteger("bench.inflight", 96);

    /** How many agents drive: more than there are bookings under way, so that each finds one. */
    static final int DRIVERS = IN_FLIGHT * 5 / 4;

    /** How many users call the API at once. */
    static final int USERS = Integer.getInteger("bench.users", 50);

    /** How many bookings a company with a past has behind it. */
    static final int HISTORY = Integer.getInteger("bench.history", 100_000);

    /** How many days of jobs the figures are read from. */
    static final int DAYS = Integer.getInteger("bench.days", 1826);

    /** How many requests wait for a decision. */
    static final int PENDING = Integer.getInteger("bench.pending", 10_000);

    private Sizes() {}
}
