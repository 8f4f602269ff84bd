package io.joblane.notification.web;

import io.joblane.company.Companies;
import io.joblane.context.CurrentCompany;
import io.joblane.http.RawBody;
import io.joblane.notification.delivery.Callbacks;
import io.joblane.notification.webhook.SendGridWebhook;
import io.joblane.notification.webhook.TwilioWebhook;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Where providers tell what became of messages. Nobody is signed in: each request is signed with a secret of the company's account. */
@RestController
class ProviderWebhookController {
    private static final String NOTIFICATION = "notification";
    private static final int LARGEST = 1024 * 1024;

    private final TwilioWebhook twilio;
    private final SendGridWebhook sendGrid;
    private final Companies companies;

    ProviderWebhookController(TwilioWebhook twilio, SendGridWebhook sendGrid, Companies companies) {
        this.twilio = twilio;
        this.sendGrid = sendGrid;
        this.companies = companies;
    }

    /** The query's {@code notification} is our id of the message. */
    @PostMapping(Callbacks.TWILIO)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void twilioStatus(
            @PathVariable String company,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature,
            HttpServletRequest request) {
        inItsCompany(company, () -> twilio.status(path(request), form(request), signature, notification(request)));
    }

    @PostMapping("/api/v1/webhooks/twilio/{company}/inbound")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void twilioInbound(
            @PathVariable String company,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature,
            HttpServletRequest request) {
        inItsCompany(company, () -> twilio.inbound(path(request), form(request), signature));
    }

    @PostMapping("/api/v1/webhooks/sendgrid/{company}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sendGridEvents(
            @PathVariable String company,
            @RequestHeader(name = "X-Twilio-Email-Event-Webhook-Signature", required = false) @Nullable String signature,
            @RequestHeader(name = "X-Twilio-Email-Event-Webhook-Timestamp", required = false) @Nullable String timestamp,
            HttpServletRequest request)
            throws IOException {
        byte[] body = RawBody.of(request).stream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw Problem.of(413, "too_large", "The body may have 1 MiB. Send fewer events at once.");
        }
        inItsCompany(company, () -> sendGrid.events(body, signature, timestamp));
    }

    private void inItsCompany(String slug, Runnable work) {
        if (companies.find(slug).isEmpty()) {
            throw Problem.notFound("unknown_company", "There is no such company here. Check the address.");
        }
        companies.requireActive(slug);
        CurrentCompany.run(slug, work);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    /** The body's parameters: what stands in the address is signed with the address. */
    private static Map<String, String> form(HttpServletRequest request) {
        Map<String, String> form = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals(NOTIFICATION)) {
                form.put(name, values[0]);
            }
        });
        return form;
    }

    /** Of the address only: a form cannot say another one. */
    private static UUID notification(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        try {
            return UUID.fromString(String.valueOf(UriComponentsBuilder.newInstance()
                    .query(query)
                    .build()
                    .getQueryParams()
                    .getFirst(NOTIFICATION)));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_notification", "The address must name a notification.");
        }
    }
}
