package io.joblane.payment.web;

import io.joblane.company.Companies;
import io.joblane.context.CurrentCompany;
import io.joblane.payment.domain.PaymentWebhooks;
import io.joblane.shared.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What Stripe tells a company. Nobody is signed in: the signature says who it is. Any other answer than 2xx is told again. */
@RestController
class StripeWebhookController {
    private final PaymentWebhooks webhooks;
    private final Companies companies;

    StripeWebhookController(PaymentWebhooks webhooks, Companies companies) {
        this.webhooks = webhooks;
        this.companies = companies;
    }

    @PostMapping("/api/v1/webhooks/stripe/{company}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stripe(
            @PathVariable String company,
            @RequestBody byte[] payload,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature) {
        if (companies.find(company).isEmpty()) {
            throw Problem.notFound("webhook_unknown", "Nothing is expected at this address.");
        }
        companies.requireActive(company);
        CurrentCompany.run(company, () -> webhooks.receive(payload, signature));
    }
}
