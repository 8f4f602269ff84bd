package io.joblane.audit;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param kept how long audit entries are kept, at least a month; whole months are dropped once all of it is older */
@ConfigurationProperties("joblane.audit")
record AuditSettings(@DefaultValue("P7Y") Period kept) {
    AuditSettings {
        if (kept.toTotalMonths() < 1) {
            throw new IllegalArgumentException("joblane.audit.kept must be at least P1M, not " + kept);
        }
    }
}
