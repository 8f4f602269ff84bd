package io.joblane.notification.web;

import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.notification.channel.AccountDesk;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A company's accounts with those who carry its messages. A secret goes in, and no answer has one. */
@RestController
@RequestMapping("/api/v1/notification-channels")
@Admin
class ChannelController {
    private static final String ONE_LINE = "[^\\r\\n]*";

    private final AccountDesk desk;

    ChannelController(AccountDesk desk) {
        this.desk = desk;
    }

    record Channels(List<AccountDesk.View> items) {}

    /** @param privateKey of the service account, in PEM; may be left out where one is kept already */
    record PushAccount(
            @NotBlank @Pattern(regexp = "[a-z0-9-]{4,40}") String projectId,
            @NotNull @Email @Size(max = 200) String clientEmail,
            @Nullable @Size(min = 100, max = 8_000) String privateKey) {}

    /**
     * @param from in E.164, or a name where the country allows one; not with {@code messagingServiceSid}
     * @param authToken may be left out where one is kept already
     */
    record SmsAccount(
            @NotNull @Pattern(regexp = "AC[0-9a-fA-F]{32}") String accountSid,

            @Nullable @Pattern(regexp = "\\+[1-9][0-9]{6,14}|[A-Za-z0-9 ]{2,11}") String from,

            @Nullable @Pattern(regexp = "MG[0-9a-fA-F]{32}") String messagingServiceSid,

            @Nullable @Size(min = 4, max = 200) @Pattern(regexp = "\\S+") String authToken) {}

    /**
     * @param eventKey the verification key of the event webhook
     * @param apiKey may be left out where one is kept already
     */
    record EmailAccount(
            @NotNull @Email @Size(min = 3, max = 200) String fromAddress,

            @NotBlank @Size(max = 100) @Pattern(regexp = ONE_LINE) String fromName,

            @Nullable @Email @Size(min = 3, max = 200) String replyTo,

            @Nullable @Size(max = 500) @Pattern(regexp = "[A-Za-z0-9+/=]*") String eventKey,

            @Nullable @Size(min = 4, max = 200) @Pattern(regexp = "\\S+") String apiKey) {}

    /** All three channels, set up or not. */
    @GetMapping
    Channels list() {
        return new Channels(desk.all());
    }

    @PutMapping("/push")
    ResponseEntity<AccountDesk.View> setPush(
            @Valid @RequestBody PushAccount body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(desk.set(
                ChannelKind.PUSH,
                Map.of("projectId", body.projectId(), "clientEmail", body.clientEmail()),
                secret("privateKey", body.privateKey()),
                Versions.expected(ifMatch)));
    }

    @PutMapping("/sms")
    ResponseEntity<AccountDesk.View> setSms(
            @Valid @RequestBody SmsAccount body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        if ((body.from() == null) == (body.messagingServiceSid() == null)) {
            throw Problem.badRequest(
                    "sender_required", "Name either the number that messages come from, or a messaging service.");
        }
        return tagged(desk.set(
                ChannelKind.SMS,
                texts(
                        "accountSid",
                        body.accountSid(),
                        "from",
                        body.from(),
                        "messagingServiceSid",
                        body.messagingServiceSid()),
                secret("authToken", body.authToken()),
                Versions.expected(ifMatch)));
    }

    @PutMapping("/email")
    ResponseEntity<AccountDesk.View> setEmail(
            @Valid @RequestBody EmailAccount body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(desk.set(
                ChannelKind.EMAIL,
                texts(
                        "fromAddress",
                        body.fromAddress(),
                        "fromName",
                        body.fromName(),
                        "replyTo",
                        body.replyTo(),
                        "eventKey",
                        body.eventKey()),
                secret("apiKey", body.apiKey()),
                Versions.expected(ifMatch)));
    }

    /** From then on the channel counts as not configured. */
    @DeleteMapping("/{channel}")
    ResponseEntity<Void> remove(
            @PathVariable String channel,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        desk.remove(kind(channel), Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    static ChannelKind kind(String text) {
        for (ChannelKind kind : ChannelKind.values()) {
            if (LowerCase.of(kind).equals(text)) {
                return kind;
            }
        }
        throw Problem.notFound("channel_unknown", "The channels are push, sms and email.");
    }

    private static Map<String, @Nullable String> secret(String name, @Nullable String value) {
        Map<String, @Nullable String> secret = new HashMap<>();
        secret.put(name, value);
        return secret;
    }

    private static Map<String, String> texts(@Nullable String... namesAndValues) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null && !value.isBlank()) {
                texts.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return texts;
    }

    private static ResponseEntity<AccountDesk.View> tagged(AccountDesk.View view) {
        return ResponseEntity.ok().eTag(Versions.etag(view.version())).body(view);
    }
}
