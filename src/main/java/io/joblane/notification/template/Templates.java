package io.joblane.notification.template;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.template.TemplateTable.Row;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where an admin gives messages the company's own words. None is kept that does not render. */
@Service
public class Templates {
    private final TemplateTable table;
    private final BuiltInWords builtIn;
    private final EventNames events;
    private final Renderer renderer;
    private final Companies companies;
    private final Transactions transactions;

    Templates(
            TemplateTable table,
            BuiltInWords builtIn,
            EventNames events,
            Renderer renderer,
            Companies companies,
            Transactions transactions) {
        this.table = table;
        this.builtIn = builtIn;
        this.events = events;
        this.renderer = renderer;
        this.companies = companies;
        this.transactions = transactions;
    }

    /**
     * The words of an event on a channel.
     *
     * @param own whether they are the company's
     * @param values the names that may stand in them
     * @param version -1 for the built-in ones
     */
    public record View(
            String event,
            ChannelKind channel,
            String language,
            boolean own,
            Words words,
            Set<String> values,
            int version) {}

    /** The company's own ones. */
    @Admin
    public List<View> own() {
        return transactions.run(() -> table.all().stream().map(this::view).toList());
    }

    /** The names of all events. */
    @Admin
    public List<String> events() {
        return List.copyOf(events.all());
    }

    /** @throws Problem 404 {@code event_unknown} */
    @Admin
    public View read(String event, ChannelKind channel, String language) {
        requireKnown(event);
        return transactions
                .run(() -> table.find(event, channel, language, false))
                .map(this::view)
                .orElseGet(() -> new View(
                        event, channel, language, false, builtIn(event, channel, language), events.values(event), -1));
    }

    /** How it looks with sample values. @throws Problem 404 {@code event_unknown}, 422 {@code template_refused} */
    @Admin
    public Rendered preview(String event, ChannelKind channel, String language, @Nullable Words words) {
        requireKnown(event);
        Words shown = words != null ? words : read(event, channel, language).words();
        return rendered(event, channel, language, shown);
    }

    /** @throws Problem 404 {@code event_unknown}, 412, 422 {@code template_refused} */
    @Admin
    public View set(String event, ChannelKind channel, String language, Words words, @Nullable Integer expected) {
        requireKnown(event);
        if (channel != ChannelKind.EMAIL && words.html() != null) {
            throw Problem.unprocessable("template_refused", "Only mail has HTML. Leave html out.");
        }
        rendered(event, channel, language, words);
        return transactions.run(() -> {
            Optional<Row> before = table.find(event, channel, language, true);
            Versions.check(before.map(Row::version).orElse(-1), expected);
            table.save(event, channel, language, words);
            return table.find(event, channel, language, false).map(this::view).orElseThrow();
        });
    }

    /** From now on the built-in words hold again. @throws Problem 404 {@code template_unknown}, 412 */
    @Admin
    public void remove(String event, ChannelKind channel, String language, @Nullable Integer expected) {
        transactions.run(() -> {
            Row row = table.find(event, channel, language, true)
                    .orElseThrow(() -> Problem.notFound(
                            "template_unknown", "The company has no words of its own there; the built-in ones hold."));
            Versions.check(row.version(), expected);
            table.delete(row.id());
            return row;
        });
    }

    private Rendered rendered(String event, ChannelKind channel, String language, Words words) {
        Map<String, String> values = new java.util.HashMap<>(events.sample(event));
        values.put("company", companies.current().name());
        try {
            return renderer.render(channel, words, values, Locale.forLanguageTag(language));
        } catch (TemplateRefusedException e) {
            throw Problem.unprocessable(
                            "template_refused", e.getMessage() + ". Nothing was kept; change it and try again.")
                    .with("values", events.values(event));
        }
    }

    private Words builtIn(String event, ChannelKind channel, String language) {
        return builtIn.of(
                event,
                channel,
                Locale.forLanguageTag(language),
                companies.current().branding().primary());
    }

    private View view(Row row) {
        return new View(
                row.event(),
                row.channel(),
                row.language(),
                true,
                row.words(),
                events.values(row.event()),
                row.version());
    }

    private void requireKnown(String event) {
        if (!events.isKnown(event)) {
            throw Problem.notFound(
                    "event_unknown", "There is no such event. GET /api/v1/notification-templates names all of them.");
        }
    }
}
