package io.joblane.notification.web;

import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.notification.template.Rendered;
import io.joblane.notification.template.Templates;
import io.joblane.notification.template.Words;
import io.joblane.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A company's own words for its messages, in place of the built-in ones, without a release. */
@RestController
@RequestMapping("/api/v1/notification-templates")
@Admin
class TemplateController {
    private final Templates templates;

    TemplateController(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param items the company's own ones
     * @param events all that have words, as {@code <recipient>.<event>}
     */
    record Overview(List<Templates.View> items, List<String> events) {}

    /** Thymeleaf; values are {@code [(${name})]} in texts, {@code [[${name}]]} in HTML. */
    record TemplateBody(
            @NotBlank @Size(max = 500) String title,
            @NotBlank @Size(max = 5_000) String text,
            @Nullable @Size(max = 50_000) String html) {
        private Words words() {
            return new Words(title, text, html == null || html.isBlank() ? null : html);
        }
    }

    /** @param words null: those that hold now */
    record PreviewBody(@Valid @Nullable TemplateBody words) {}

    @GetMapping
    Overview list() {
        return new Overview(templates.own(), templates.events());
    }

    @GetMapping("/{event}/{channel}/{language}")
    ResponseEntity<Templates.View> read(
            @PathVariable String event, @PathVariable String channel, @PathVariable String language) {
        return tagged(templates.read(event, ChannelController.kind(channel), language(language)));
    }

    @PutMapping("/{event}/{channel}/{language}")
    ResponseEntity<Templates.View> set(
            @PathVariable String event,
            @PathVariable String channel,
            @PathVariable String language,
            @Valid @RequestBody TemplateBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(templates.set(
                event, ChannelController.kind(channel), language(language), body.words(), Versions.expected(ifMatch)));
    }

    @DeleteMapping("/{event}/{channel}/{language}")
    ResponseEntity<Void> remove(
            @PathVariable String event,
            @PathVariable String channel,
            @PathVariable String language,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        templates.remove(event, ChannelController.kind(channel), language(language), Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    /** With sample values; keeps nothing. */
    @PostMapping("/{event}/{channel}/{language}/preview")
    Rendered preview(
            @PathVariable String event,
            @PathVariable String channel,
            @PathVariable String language,
            @Valid @NotNull @RequestBody PreviewBody body) {
        TemplateBody words = body.words();
        return templates.preview(
                event, ChannelController.kind(channel), language(language), words == null ? null : words.words());
    }

    private static String language(String text) {
        if (!text.matches("[a-z]{2,3}(-[A-Z]{2})?")) {
            throw Problem.notFound("language_unknown", "A language looks like en, or like en-GB.");
        }
        return text;
    }

    private static ResponseEntity<Templates.View> tagged(Templates.View view) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        return view.version() < 0
                ? answer.body(view)
                : answer.eTag(Versions.etag(view.version())).body(view);
    }
}
