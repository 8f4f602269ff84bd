package io.joblane.http.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests a minute of each class. One address may be an office or a depot with all its phones, so it may do much more than
 * one user. Each replica counts for itself, up to its share of them.
 *
 * @param most how many users and addresses are remembered; beyond that the least used are forgotten
 */
@ConfigurationProperties("joblane.http.limits")
record LimitSettings(
        @DefaultValue Auth auth,
        @DefaultValue Location location,
        @DefaultValue Heavy heavy,
        @DefaultValue Write write,
        @DefaultValue Read read,
        @DefaultValue("100000") int most) {

    LimitSettings {
        if (most < 1) {
            throw new IllegalArgumentException("joblane.http.limits.most must be at least 1, not " + most);
        }
    }

    /** Requests a minute; 0: not limited. */
    sealed interface Limit {
        int perUser();

        int perAddress();
    }

    record Auth(
            @DefaultValue("60") int perUser,
            @DefaultValue("300") int perAddress) implements Limit {}

    record Location(
            @DefaultValue("120") int perUser,
            @DefaultValue("12000") int perAddress) implements Limit {}

    record Heavy(
            @DefaultValue("30") int perUser,
            @DefaultValue("300") int perAddress) implements Limit {}

    record Write(
            @DefaultValue("300") int perUser,
            @DefaultValue("6000") int perAddress) implements Limit {}

    record Read(
            @DefaultValue("600") int perUser,
            @DefaultValue("24000") int perAddress) implements Limit {}

    Limit of(RouteClass kind) {
        return switch (kind) {
            case AUTH -> auth;
            case LOCATION -> location;
            case HEAVY -> heavy;
            case WRITE -> write;
            case READ -> read;
        };
    }
}
