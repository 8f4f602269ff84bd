package io.joblane.notification.template;

import io.joblane.notification.channel.ChannelKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Renders templates that anybody may have written. In HTML every value is escaped. */
@Component
public class Renderer {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_HTML = 100_000;
    /** Ten segments; nobody reads more on a phone. */
    private static final int LONGEST_SMS = 1_530;

    /** Milliseconds are usual; the first one after a start takes longer. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** The other way to write a value would not escape it. */
    private static final Pattern RAW_HTML = Pattern.compile("\\[\\(|utext");
    /** Evaluates an expression and then takes the result for one. */
    private static final String PREPROCESSING = "__";

    private final TemplateEngine texts = engine();
    private final TemplateEngine pages = engine();

    private static TemplateEngine engine() {
        TemplateEngine engine = new TemplateEngine();
        engine.setDialect(new SafeDialect());
        StringTemplateResolver resolver = new StringTemplateResolver();
        // Read once, by their whole text; some 200 of them are kept.
        resolver.setCacheable(true);
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /** @throws TemplateRefusedException where one of them does not render with these values */
    public Rendered render(ChannelKind channel, Words words, Map<String, String> values, Locale locale) {
        String title = run(TemplateMode.TEXT, words.title(), values, locale, LONGEST_TITLE)
                .replaceAll("\\s+", " ")
                .strip();
        String text = run(
                        TemplateMode.TEXT,
                        words.text(),
                        values,
                        locale,
                        channel == ChannelKind.SMS ? LONGEST_SMS : LONGEST_TEXT)
                .strip();
        if (title.isEmpty() && channel != ChannelKind.SMS || text.isEmpty()) {
            throw new TemplateRefusedException("Title and text must say something");
        }
        if (channel == ChannelKind.SMS) {
            String sms = Gsm7.fit(text);
            return new Rendered(title, sms, null, Gsm7.segments(sms));
        }
        String html = channel == ChannelKind.EMAIL && words.html() != null
                ? run(TemplateMode.HTML, words.html(), values, locale, LONGEST_HTML)
                : null;
        return new Rendered(title, text, html, null);
    }

    private String run(TemplateMode mode, String template, Map<String, String> values, Locale locale, int longest) {
        if (template.contains(PREPROCESSING)) {
            throw new TemplateRefusedException(
                    "Two underscores in a row have a meaning of their own here; leave them out");
        }
        if (mode == TemplateMode.HTML && RAW_HTML.matcher(template).find()) {
            throw new TemplateRefusedException(
                    "Write values in HTML as [[${name}]] or with th:text, never [(...)] or utext");
        }
        BoundedWriter out = new BoundedWriter(longest, System.nanoTime() + LIMIT.toNanos());
        Context context = new Context(locale);
        values.forEach(context::setVariable);
        try {
            (mode == TemplateMode.HTML ? pages : texts).process(new TemplateSpec(template, mode), context, out);
        } catch (TemplateRefusedException e) {
            throw e;
        } catch (TemplateEngineException e) {
            throw refused(e);
        } catch (StackOverflowError e) {
            throw new TemplateRefusedException("It is nested too deeply");
        }
        return out.toString();
    }

    private static TemplateRefusedException refused(TemplateEngineException fault) {
        Throwable cause = fault;
        while (cause != null) {
            if (cause instanceof TemplateRefusedException ours) {
                return ours;
            }
            cause = cause.getCause();
        }
        return new TemplateRefusedException("It cannot be read as a Thymeleaf template");
    }
}
