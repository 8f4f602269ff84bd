package io.joblane.demo.bot;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How the phones are played.
 *
 * @param server where the API is, e.g. {@code http://localhost:8080}
 * @param phones who signs in, and with what
 * @param pollEvery how often a phone with a task looks again; without one it takes twice as long
 * @param stepDelay how long a person takes over one step; zero answers at once
 * @param declinePercent how many offers in a hundred are declined
 * @param parallelism how many phones may be at work in the same moment
 * @param signInEvery the pause between two sign-ins, so that a start is not busy with password hashes
 */
public record BotSettings(
        URI server,
        List<Phone> phones,
        Duration pollEvery,
        Duration stepDelay,
        int declinePercent,
        int parallelism,
        Duration signInEvery) {

    /** For benchmarks: no pauses, nothing declined. */
    public static BotSettings fullSpeed(URI server, List<Phone> phones, int parallelism) {
        return new BotSettings(server, phones, Duration.ofMillis(100), Duration.ZERO, 0, parallelism, Duration.ZERO);
    }

    /** One agent's phone: the login, and where the agent stands when the phone is switched on. */
    public record Phone(String email, String password, double lat, double lng) {
        /** The part of the address before the at sign: agent07. */
        public String name() {
            int at = email.indexOf('@');
            return at < 0 ? email : email.substring(0, at);
        }
    }
}
