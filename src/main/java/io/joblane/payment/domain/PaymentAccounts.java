package io.joblane.payment.domain;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.Admin;
import io.joblane.secret.Secrets;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The current company's account with the provider; its secrets are sealed in their row, each for this company only. */
@Service
public class PaymentAccounts {
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final CardProvider provider;

    PaymentAccounts(JdbcClient jdbc, Secrets secrets, CardProvider provider) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.provider = provider;
    }

    /** @param changedAt null where there is none */
    public record Shown(
            boolean configured,
            String provider,
            String publishableKey,
            @Nullable Instant changedAt) {}

    /** Empty where the company takes no card payments here. */
    Optional<Account> find() {
        return jdbc.sql("""
                        SELECT publishable_key, secret_key, webhook_secret FROM payment_account
                        WHERE provider = ? AND deleted_at IS NULL
                        """)
                .param(provider.name())
                .query((row, number) -> new Account(
                        row.getString("publishable_key"),
                        open("secret key", row.getString("secret_key")),
                        open("webhook secret", row.getString("webhook_secret"))))
                .optional();
    }

    /** @throws Problem 409 {@code card_payments_not_configured} */
    Account required() {
        return find().orElseThrow(
                        () -> Problem.conflict(
                                "card_payments_not_configured",
                                "This company has no account with a payment provider. A dispatcher confirms payments by hand, or an admin sets an account."));
    }

    @Admin
    @Transactional(readOnly = true)
    public Shown show() {
        return jdbc.sql(
                        "SELECT publishable_key, updated_at FROM payment_account WHERE provider = ? AND deleted_at IS NULL")
                .param(provider.name())
                .query((row, number) -> new Shown(
                        true,
                        provider.name(),
                        row.getString("publishable_key"),
                        row.getTimestamp("updated_at").toInstant()))
                .optional()
                .orElse(new Shown(false, provider.name(), "", null));
    }

    @Admin
    @Transactional
    public Shown save(Account account) {
        jdbc.sql("""
                        INSERT INTO payment_account (id, provider, publishable_key, secret_key, webhook_secret)
                        VALUES (:id, :provider, :public, :secret, :webhook)
                        ON CONFLICT (provider) WHERE deleted_at IS NULL DO UPDATE SET publishable_key = excluded.publishable_key,
                            secret_key = excluded.secret_key, webhook_secret = excluded.webhook_secret,
                            version = payment_account.version + 1
                        """)
                .param("id", Ids.next())
                .param("provider", provider.name())
                .param("public", account.publishableKey())
                .param("secret", seal("secret key", account.secretKey()))
                .param("webhook", seal("webhook secret", account.webhookSecret()))
                .update();
        return show();
    }

    /** Forgets the secrets. What waits for a refund waits until there is an account again. */
    @Admin
    @Transactional
    public void remove() {
        jdbc.sql("""
                        UPDATE payment_account SET deleted_at = now(), deleted_by = current_setting('joblane.actor'), secret_key = '',
                            webhook_secret = '', version = version + 1
                        WHERE provider = ? AND deleted_at IS NULL
                        """).param(provider.name()).update();
    }

    private String seal(String what, String plain) {
        return secrets.seal(purpose(what), plain.getBytes(StandardCharsets.UTF_8));
    }

    private String open(String what, String sealed) {
        return new String(secrets.open(purpose(what), sealed), StandardCharsets.UTF_8);
    }

    private String purpose(String what) {
        return provider.name() + " " + what + " of " + CurrentCompany.required();
    }
}
