package io.joblane.notification.template;

import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.domain.MessageTexts;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The catalogue's texts as templates; a mail gets a page around them. */
@Component
class BuiltInWords {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final String PAGE = """
            <!DOCTYPE html>
            <html>
            <body style="margin:0;padding:24px;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1d2733">
            <div style="max-width:560px;margin:0 auto;background:#ffffff;border-top:4px solid %s;padding:28px">
            <h1 style="font-size:20px;margin:0 0 16px">%s</h1>
            <p style="font-size:16px;line-height:1.5;margin:0">%s</p>
            </div>
            <p style="max-width:560px;margin:16px auto 0;font-size:12px;color:#66717d">[[${company}]]
            <span th:if="${unsubscribeLink} != ''"> &middot; <a style="color:#66717d" th:href="${unsubscribeLink}">%s</a></span></p>
            </body>
            </html>
            """;

    private final MessageTexts texts;

    BuiltInWords(MessageTexts texts) {
        this.texts = texts;
    }

    /**
     * @param event {@code <recipient>.<event>}
     * @param colour {@code #rrggbb}, the company's
     */
    Words of(String event, ChannelKind channel, Locale language, String colour) {
        String title = texts.pattern(language, event + ".title");
        String body = texts.pattern(language, event + ".body");
        return switch (channel) {
            case PUSH -> new Words(text(title), text(body), null);
            // Phones show no title of an SMS.
            case SMS -> new Words(text(title), "[(${company})]: " + text(title) + ". " + text(body), null);
            case EMAIL ->
                new Words(
                        text(title),
                        text(body) + "\n\n[(${company})]",
                        PAGE.formatted(colour, html(title), html(body), texts.pattern(language, "mail.unsubscribe")));
        };
    }

    /** For a text that is there already: it comes as the values {@code messageTitle} and {@code messageText}. */
    static Words asTheyAre(ChannelKind channel) {
        String said = "[(${messageText})]";
        return new Words(
                "[(${messageTitle})]",
                channel == ChannelKind.SMS ? "[(${company})]: [(${messageTitle})]. " + said : said,
                null);
    }

    private static String text(String pattern) {
        return PLACEHOLDER.matcher(pattern).replaceAll("[(\\${$1})]");
    }

    private static String html(String pattern) {
        String escaped = pattern.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return PLACEHOLDER.matcher(escaped).replaceAll("[[\\${$1}]]");
    }
}
