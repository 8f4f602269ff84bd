package io.joblane.invoicing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.testing.ApiClient;
import io.joblane.testing.DomainWebServer;
import io.joblane.testing.Rows;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InvoiceControllerTests {
    private static final String PATH = "/api/v1/invoices";

    private final ApiClient manager = DomainWebServer.as(Role.MANAGER);

    @Test
    void staffReadsInvoices() {
        UUID first = invoicedBooking();
        UUID second = invoicedBooking();

        JsonNode page = manager.get(PATH + "?limit=1").json();
        assertThat(page.path("items").path(0).path("bookingId").asString()).isEqualTo(second.toString());
        JsonNode next = manager.get(PATH + "?limit=1&after=" + page.path("next").asString())
                .json();
        assertThat(next.path("items").path(0).path("bookingId").asString()).isEqualTo(first.toString());

        JsonNode item =
                manager.get(PATH + "?bookingId=" + first).json().path("items").path(0);
        JsonNode invoice = manager.get(PATH + "/" + item.path("id").asString()).json();
        assertThat(invoice.path("number").asString()).matches("\\d{4}-\\d{6}");
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("19.90");
        assertThat(invoice.path("lines").path(0).path("code").asString()).isEqualTo("base");
        assertThat(invoice.path("customer").path("name").asString()).isEqualTo("Carla Customer");

        assertThat(manager.get(PATH + "?from=2999-01-01T00:00:00Z")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(manager.get(PATH + "/" + UUID.randomUUID()).code()).isEqualTo("invoice_unknown");
        assertThat(DomainWebServer.as(Role.AGENT).get(PATH).status()).isEqualTo(403);
    }

    private static UUID invoicedBooking() {
        return DomainWebServer.inAcme(() -> {
            UUID booking = DomainWebServer.bean(Rows.class).booking("completed");
            DomainWebServer.bean(Rows.class).price(booking, "19.90");
            DomainWebServer.bean(InvoiceService.class).issue(booking);
            return booking;
        });
    }
}
