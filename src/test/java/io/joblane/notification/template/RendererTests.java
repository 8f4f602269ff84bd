package io.joblane.notification.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.notification.channel.ChannelKind;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTests {
    private static final Map<String, String> VALUES =
            Map.of("reference", "BK-1", "agent", "Ada <b>& Co", "note", "", "link", "https://example.com/?a=1&b=2");

    private final Renderer renderer = new Renderer();

    @Test
    void textsTakeValuesAsTheyAre() {
        Rendered push = push("Trip [(${reference})]", "With [(${agent})][# th:if=\"${note} != ''\"]: [(${note})][/]");

        assertThat(push).isEqualTo(new Rendered("Trip BK-1", "With Ada <b>& Co", null, null));
    }

    /** Somebody's words may look like a template; they are none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[# x",
                "[/]",
                "[(${reference})]",
                "[[${reference}]]",
                "a] [b",
                "[#th:block th:text=\"1\"/]",
                "${reference}"
            })
    void aValueIsNeverATemplate(String said) {
        Rendered push = renderer.render(
                ChannelKind.PUSH, new Words("t", "[(${said})]", null), Map.of("said", said), Locale.ENGLISH);

        assertThat(push.text()).isEqualTo(said);
    }

    @Test
    void inPagesEveryValueIsEscaped() {
        Rendered mail = renderer.render(
                ChannelKind.EMAIL,
                new Words(
                        "Hello",
                        "text",
                        "<p th:text=\"${agent}\">x</p><p>[[${agent}]]</p><a th:href=\"${link}\">go</a><i th:if=\"${note} != ''\">no</i>"),
                VALUES,
                Locale.ENGLISH);

        assertThat(mail.html())
                .isEqualTo("<p>Ada &lt;b&gt;&amp; Co</p><p>Ada &lt;b&gt;&amp; Co</p>"
                        + "<a href=\"https://example.com/?a=1&amp;b=2\">go</a>");
    }

    @Test
    void anSmsIsFittedAndCounted() {
        Rendered sms = renderer.render(
                ChannelKind.SMS, new Words("t", "“[(${reference})]” " + "x".repeat(160), null), VALUES, Locale.ENGLISH);

        assertThat(sms.text()).startsWith("\"BK-1\" x");
        assertThat(sms.segments()).isEqualTo(2);
    }

    /** Ways out of the given values: to classes, objects of the engine, other templates, other meanings of a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[(${T(java.lang.Runtime).getRuntime().exec('id')})]",
                "[(${@java.lang.Runtime@getRuntime().exec('id')})]",
                "[(${''.getClass().forName('java.lang.Runtime')})]",
                "[(${reference.class})]",
                "[(${reference.length()})]",
                "[(${#ctx})]",
                "[(${#strings.repeat('a', 9)})]",
                "[(${#root})]",
                "[(*{reference})]",
                "[(${nobody})]",
                "[(${__${reference}__})]",
                "[(__${reference}__)]",
                "[(${new java.util.Date()})]",
                "[(${reference = 'x'})]",
                "[(${(reference)})]",
                "[(${param})]",
                "[(${execInfo})]"
            })
    void whateverReachesForMoreIsRefused(String template) {
        assertThatThrownBy(() -> push("t", template)).isInstanceOf(TemplateRefusedException.class);
        assertThatThrownBy(() -> push(template, "t")).isInstanceOf(TemplateRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p th:utext=\"${agent}\">x</p>",
                "<p>[(${agent})]</p>",
                "<p th:text=\"${T(java.lang.System).exit(1)}\">x</p>",
                "<p data-th-text=\"${agent.class}\">x</p>",
                "<p th:if=\"${nobody}\">x</p>"
            })
    void soItIsInPages(String html) {
        assertThatThrownBy(() -> renderer.render(ChannelKind.EMAIL, new Words("t", "t", html), VALUES, Locale.ENGLISH))
                .isInstanceOf(TemplateRefusedException.class);
    }

    /** What defines, repeats or includes is not switched on: it stays in the page as text and does nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p th:each=\"i : ${agent}\">x</p>",
                "<p th:with=\"a=${agent}\">x</p>",
                "<p th:insert=\"~{:: p}\">x</p>",
                "<p th:replace=\"~{file}\">x</p>",
                "<p th:attr=\"onclick=${agent}\">x</p>",
                "<p th:onclick=\"${agent}\">x</p>",
                "<script th:inline=\"javascript\">var a = 1;</script>"
            })
    void whatGrowsOrIncludesDoesNothing(String html) {
        Rendered mail = renderer.render(ChannelKind.EMAIL, new Words("t", "t", html), VALUES, Locale.ENGLISH);

        assertThat(mail.html()).isEqualTo(html);
    }

    @Test
    void aTextThatGrowsTooLongIsRefused() {
        assertThatThrownBy(() -> push("t", "[(${reference})]".repeat(4_000)))
                .isInstanceOf(TemplateRefusedException.class)
                .hasMessageContaining("longer than 10000");
        assertThatThrownBy(() -> push("t".repeat(201), "t")).isInstanceOf(TemplateRefusedException.class);
        assertThatThrownBy(() -> renderer.render(
                        ChannelKind.SMS, new Words("t", "t".repeat(1_531), null), VALUES, Locale.ENGLISH))
                .isInstanceOf(TemplateRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[(${reference", "[# th:if=\"${note}\"]never closed", "[# th:if=]x[/]"})
    void whatCannotBeReadIsRefusedOrStaysText(String template) {
        try {
            assertThat(push("t", template).text()).isNotEmpty();
        } catch (TemplateRefusedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void emptyWordsAreRefused() {
        assertThatThrownBy(() -> push("[(${note})]", "t")).isInstanceOf(TemplateRefusedException.class);
        assertThatThrownBy(() -> push("t", "[(${note})]")).isInstanceOf(TemplateRefusedException.class);
    }

    private Rendered push(String title, String text) {
        return renderer.render(ChannelKind.PUSH, new Words(title, text, null), VALUES, Locale.ENGLISH);
    }
}
