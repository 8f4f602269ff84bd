package io.joblane.notification.template;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.domain.MessageTexts;
import io.joblane.notification.template.TemplateTable.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds the words of a message and renders them: the company's own in that language, else the built-in ones. */
@Component
public class Wording {
    private static final Logger log = LoggerFactory.getLogger(Wording.class);

    private final TemplateTable table;
    private final BuiltInWords builtIn;
    private final EventNames events;
    private final Renderer renderer;
    private final MessageTexts texts;
    private final Companies companies;

    Wording(
            TemplateTable table,
            BuiltInWords builtIn,
            EventNames events,
            Renderer renderer,
            MessageTexts texts,
            Companies companies) {
        this.table = table;
        this.builtIn = builtIn;
        this.events = events;
        this.renderer = renderer;
        this.texts = texts;
        this.companies = companies;
    }

    /** The company's own words, read once for many messages. */
    public final class Own {
        private final List<Row> rows;

        private Own(List<Row> rows) {
            this.rows = rows;
        }

        private Optional<Words> find(String event, ChannelKind channel, Locale language) {
            return rows.stream()
                    .filter(row -> row.event().equals(event) && row.channel() == channel)
                    .filter(row -> row.language().equals(language.toLanguageTag())
                            || row.language().equals(language.getLanguage()))
                    // The one for the country before the one for the language.
                    .max(java.util.Comparator.comparingInt(row -> row.language().length()))
                    .map(Row::words);
        }
    }

    public Own own() {
        return new Own(table.all());
    }

    /**
     * A message of the ledger.
     *
     * @param event {@code <recipient>.<event>}
     * @param facts as they were written down; the moments among them are put in words of the language anew
     * @param language the recipient's; null: the company's
     * @param said the words that the ledger has, for an event that the catalogue does not know any more
     */
    public Rendered render(
            Own own,
            String event,
            ChannelKind channel,
            Map<String, String> facts,
            @Nullable String language,
            String unsubscribeLink,
            Words said) {
        Company company = companies.current();
        Locale locale = Locale.forLanguageTag(language == null ? company.locale() : language);
        Map<String, String> values = values(event, facts, company, locale, unsubscribeLink);
        Optional<Words> ours = own.find(event, channel, locale);
        if (ours.isPresent()) {
            try {
                return renderer.render(channel, ours.get(), values, locale);
            } catch (TemplateRefusedException e) {
                // It rendered with sample values when it was kept. People are told all the same, in the built-in words.
                log.error("The company's template for {} by {} does not render: {}", event, channel, e.getMessage());
            }
        }
        Words words = events.isKnown(event) && !facts.isEmpty()
                ? builtIn.of(event, channel, locale, company.branding().primary())
                : BuiltInWords.asTheyAre(channel);
        values.put("messageTitle", said.title());
        values.put("messageText", said.text());
        return renderer.render(channel, words, values, locale);
    }

    private Map<String, String> values(
            String event, Map<String, String> facts, Company company, Locale locale, String unsubscribeLink) {
        Map<String, String> values = new HashMap<>();
        // A value that this message has not is an empty one: the template was kept for an event that may have it.
        events.values(event).forEach(name -> values.put(name, ""));
        values.putAll(texts.localised(facts, company, locale));
        values.put("company", company.name());
        values.put("unsubscribeLink", unsubscribeLink);
        return values;
    }
}
