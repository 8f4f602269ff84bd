package io.joblane.demo.bot;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How the phones are played.
 *
 * @param server where the API is, e.g. {@code http://localhost:8080}
 * @param phones who signs in, and with what
 * @param pollEvery how often a phone looks again whose agent is busy with a step; an idle one waits for the server to call
 * @param stepDelay how long a person takes over one step; zero answers at once
 * @param declinePercent how many offers in a hundred are declined
 * @param signInEvery the pause between two sign-ins, so that a start is not busy with password hashes
 */
public record BotSettings(
        URI server,
        List<Phone> phones,
        Duration pollEvery,
        Duration stepDelay,
        int declinePercent,
        Duration signInEvery) {

    /**
     * One agent's phone: the login, and where the agent stands when the phone is switched on.
     *
     * @param worksOnSites whether the agent says of each day of the week that they can work, which jobs ask for
     */
    public record Phone(String email, String password, double lat, double lng, boolean worksOnSites) {
        /** A driver's. */
        public Phone(String email, String password, double lat, double lng) {
            this(email, password, lat, lng, false);
        }

        /** The part of the address before the at sign: agent07. */
        public String name() {
            int at = email.indexOf('@');
            return at < 0 ? email : email.substring(0, at);
        }
    }
}
