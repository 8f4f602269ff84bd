package io.joblane.alarm;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param certificate whose expiry is watched: an https address, or the path of a PEM file; blank: none
 * @param certificateDays how many days before its end a certificate shows as about to expire
 * @param diskFreePercent below which share of free space the data folder's disk shows as nearly full
 * @param certificateEvery how often the certificate is looked at
 */
@ConfigurationProperties("joblane.alarm")
record AlarmSettings(
        @DefaultValue("") String certificate,
        @DefaultValue("21") int certificateDays,
        @DefaultValue("20") int diskFreePercent,
        @DefaultValue("6h") Duration certificateEvery) {}
