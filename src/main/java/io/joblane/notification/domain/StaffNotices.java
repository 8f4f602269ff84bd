package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells people in the office something: a text of the catalogue, {@code staff.<event>.title} and {@code .body}. */
@Component
class StaffNotices {
    private final Ledger ledger;
    private final MessageTexts texts;
    private final Companies companies;

    StaffNotices(Ledger ledger, MessageTexts texts, Companies companies) {
        this.ledger = ledger;
        this.texts = texts;
        this.companies = companies;
    }

    /**
     * Joins the caller's transaction.
     *
     * @param dedupKey what makes the message one and the same for each of them
     * @param users their logins
     * @return how many messages are new in the ledger
     */
    int tell(String event, String dedupKey, Map<String, String> values, Collection<UUID> users) {
        Company company = companies.current();
        String title = texts.text(company, "staff." + event + ".title", values);
        String body = texts.text(company, "staff." + event + ".body", values);
        return ledger.write(users.stream()
                .map(user -> Message.Draft.of(
                        dedupKey + ":" + user, event, "staff", user, About.NOTHING, title, body, values))
                .flatMap(draft -> Stream.of(Message.inApp(draft), Message.queued(draft, "email")))
                .toList());
    }
}
