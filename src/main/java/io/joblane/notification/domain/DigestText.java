package io.joblane.notification.domain;

import io.joblane.approval.Approvals.Waiting;
import io.joblane.company.Company;
import io.joblane.identity.IdentitySettings;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a digest says: company by company, line by line, with a link that decides on each after a log-in. */
@Component
class DigestText {
    static final int MOST_LINES = 20;
    private static final int MOST_NAMES = 4;

    private final String address;

    DigestText(IdentitySettings settings) {
        this.address = settings.linkAddress().replaceAll("/+$", "");
    }

    /** As short as it is written in the company's country, e.g. 2/10/26. */
    String date(Company company, LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(company.locale()))
                .format(date);
    }

    String list(List<ApprovalDigests.Section> sections) {
        return sections.stream().map(this::section).collect(Collectors.joining("\n\n"));
    }

    private String section(ApprovalDigests.Section section) {
        Company company = section.company();
        StringBuilder text = new StringBuilder(company.name().toUpperCase(Locale.forLanguageTag(company.locale())))
                .append(" (for ")
                .append(names(section.deciders()))
                .append("):");
        List<Waiting> first = section.waiting().first();
        for (Waiting each : first) {
            text.append("\n- ").append(each.summary()).append(' ').append(link(company, each));
        }
        int more = section.waiting().total() - first.size();
        if (more > 0) {
            text.append("\n- and ").append(more).append(" more");
        }
        return text.toString();
    }

    private static String names(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(" + ", names)
                : String.join(" + ", names.subList(0, MOST_NAMES)) + " + " + (names.size() - MOST_NAMES) + " more";
    }

    /** What stands behind # reaches no server's log. */
    private String link(Company company, Waiting waiting) {
        return address + "/approvals#" + company.slug() + "/" + waiting.id();
    }
}
