package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.secret.Secrets;
import io.joblane.shared.LowerCase;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log-ins, failed ones and their ends as audit entries of the entity {@code login}, whose id is the person's. What somebody typed
 * that is nobody's address is kept as a keyed hash: people type passwords there. Of one person, and of all failures together, so
 * many an hour are noted; the last one says that more came.
 */
@Component
class LoginTrail {
    private static final int MOST_OF_A_PERSON = 100;
    private static final int MOST_FAILURES = 1_000;

    private final ControlDatabase control;
    private final Secrets secrets;
    private final JsonMapper json;
    private final int mostOfAPerson;
    private final int mostFailures;

    @Autowired
    LoginTrail(ControlDatabase control, Secrets secrets, JsonMapper json) {
        this(control, secrets, json, MOST_OF_A_PERSON, MOST_FAILURES);
    }

    LoginTrail(ControlDatabase control, Secrets secrets, JsonMapper json, int mostOfAPerson, int mostFailures) {
        this.control = control;
        this.secrets = secrets;
        this.json = json;
        this.mostOfAPerson = mostOfAPerson;
        this.mostFailures = mostFailures;
    }

    /** What happened; in lower case the entry's action. */
    enum What {
        LOG_IN,
        LOG_IN_FAILED,
        SECOND_FACTOR_FAILED,
        LOG_OUT,
        LOG_OUT_EVERYWHERE,
        REFRESH_TOKEN_REUSED
    }

    /** Joins the caller's transaction. */
    void note(What what, UUID person, Map<String, ?> details) {
        note(what, person, null, details);
    }

    /** A failure of who typed that address. Costs the same whether somebody has it. Joins the caller's transaction. */
    void failed(What what, String email) {
        note(what, null, email, Map.of());
    }

    private void note(What what, @Nullable UUID person, @Nullable String email, Map<String, ?> details) {
        boolean failure = what == What.LOG_IN_FAILED || what == What.SECOND_FACTOR_FAILED;
        control.jdbc()
                .sql("CALL note_login(:what, :person::uuid, :email::text, :hash::text, :details::jsonb, :most)")
                .param("what", LowerCase.of(what))
                .param("person", person)
                .param("email", email)
                .param("hash", email == null ? null : secrets.pseudonym("log-in", email))
                .param("details", json.writeValueAsString(details))
                .param("most", failure ? mostFailures : mostOfAPerson)
                .update();
    }
}
