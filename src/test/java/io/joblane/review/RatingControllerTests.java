package io.joblane.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.DomainWebServer;
import io.joblane.testing.Rows;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RatingControllerTests {
    private final ApiClient customer = DomainWebServer.anonymous();

    @Test
    void aCustomerRatesWithoutALogin() {
        UUID booking = DomainWebServer.inAcme(() -> {
            Rows rows = DomainWebServer.bean(Rows.class);
            UUID completed = rows.booking("completed");
            rows.assignment(completed, rows.agent("Ida Agent"), "completed", false);
            return completed;
        });
        String links = "/api/v1/bookings/" + booking + "/rating-links";
        assertThat(customer.post(links, null).status()).isEqualTo(401);
        assertThat(DomainWebServer.as(Role.AGENT).post(links, null).status()).isEqualTo(403);
        Answer created = DomainWebServer.as(Role.DISPATCHER).post(links, null);
        assertThat(created.status()).isEqualTo(201);
        String url = created.json().path("url").asString();

        assertThat(customer.get(url).json().path("agentFirstName").asString()).isEqualTo("Ida");
        assertThat(customer.post(url, "{\"stars\": 6}").status()).isEqualTo(400);
        assertThat(customer.post(url, "{\"stars\": 5, \"comment\": \"" + "x".repeat(1001) + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(customer.post(url, "{\"stars\": 5}").status()).isEqualTo(204);
        assertThat(customer.post(url, "{\"stars\": 5}").code()).isEqualTo("rating_link_used");
        assertThat(customer.get(url).status()).isEqualTo(410);
    }

    @Test
    void whateverIsNoLinkIsUnknown() {
        for (String token : new String[] {"x", "nowhere.abc", "acme.abc", "globex.abc", "acme."}) {
            assertThat(customer.get("/api/v1/ratings/" + token).code()).isEqualTo("rating_link_unknown");
        }
        assertThat(DomainWebServer.as(Role.DISPATCHER)
                        .post("/api/v1/bookings/" + UUID.randomUUID() + "/rating-links", null)
                        .code())
                .isEqualTo("booking_unknown");
    }
}
