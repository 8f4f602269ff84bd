package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.notification.AgentNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells agents something: a text of the catalogue, {@code agent.<event>.title} and {@code .body}, in the app and through a channel. */
@Component
class AgentNotices implements AgentNews {
    private final Ledger ledger;
    private final MessageTexts texts;
    private final Companies companies;

    AgentNotices(Ledger ledger, MessageTexts texts, Companies companies) {
        this.ledger = ledger;
        this.texts = texts;
        this.companies = companies;
    }

    /** @param dedupKey what makes the message one and the same: it is written once, however often it is asked for */
    record To(UUID agentId, String dedupKey, About about) {}

    @Override
    public void tell(News news) {
        About about = new About(news.bookingId(), null, news.jobId(), null);
        tell(news.event(), news.values(), List.of(new To(news.agentId(), news.dedupKey(), about)));
    }

    /**
     * Joins the caller's transaction.
     *
     * @param event in snake_case
     * @param values what the text's placeholders stand for
     * @return how many messages are new in the ledger
     */
    int tell(String event, Map<String, String> values, List<To> recipients) {
        return tell(event, values, recipients, null);
    }

    /** @param priority null to let the decision say by the event */
    int tell(String event, Map<String, String> values, List<To> recipients, @Nullable String priority) {
        Company company = companies.current();
        String title = texts.text(company, "agent." + event + ".title", values);
        String body = texts.text(company, "agent." + event + ".body", values);
        List<Message> messages = new ArrayList<>();
        for (To to : recipients) {
            var draft = Message.Draft.of(to.dedupKey(), event, "agent", to.agentId(), to.about(), title, body, values)
                    .withPriority(priority);
            messages.add(Message.inApp(draft));
            messages.add(Message.queued(draft, "push"));
        }
        return ledger.write(messages);
    }
}
