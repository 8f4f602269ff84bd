package io.joblane.payment.web;

import io.joblane.identity.Admin;
import io.joblane.payment.domain.Account;
import io.joblane.payment.domain.PaymentAccounts;
import io.joblane.payment.domain.PaymentAccounts.Shown;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The company's account with Stripe. Its secrets are taken and never given out. */
@RestController
@RequestMapping("/api/v1/payment-accounts/stripe")
@Admin
class PaymentAccountController {
    private final PaymentAccounts accounts;

    PaymentAccountController(PaymentAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    Shown read() {
        return accounts.show();
    }

    @PutMapping
    Shown save(@Valid @RequestBody AccountRequest body) {
        return accounts.save(new Account(body.publishableKey(), body.secretKey(), body.webhookSecret()));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove() {
        accounts.remove();
    }

    record AccountRequest(
            @NotNull @Pattern(regexp = "pk_[A-Za-z0-9_]{4,200}", message = "must begin with pk_") String publishableKey,

            @NotNull @Pattern(regexp = "[rs]k_[A-Za-z0-9_]{4,200}", message = "must begin with sk_ or rk_") String secretKey,

            @NotNull @Pattern(regexp = "whsec_[A-Za-z0-9_+/=]{4,200}", message = "must begin with whsec_") String webhookSecret) {
        /** Never the secrets. */
        @Override
        public String toString() {
            return "AccountRequest[" + publishableKey + "]";
        }
    }
}
