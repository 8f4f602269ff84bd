package io.joblane.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CustomerServiceTests extends DomainTest {
    @Autowired
    Customers customers;

    @Test
    void theSameAddressInAnotherCaseIsTheSameCustomer() {
        String email = "Erin" + Rows.next() + "@Example.org";
        UUID first = customers.findOrCreate("Erin", email, "1");

        assertThat(customers.findOrCreate("Erin", " " + email.toUpperCase(java.util.Locale.ROOT), "1"))
                .isEqualTo(first);
        assertThat(customers.find(first)).contains(new CustomerView(first, "Erin", email, "1"));
    }

    @Test
    void nameAndPhoneAreThoseGivenLast() {
        String email = "frank" + Rows.next() + "@example.org";
        UUID id = customers.findOrCreate("Frank", email, "1");

        customers.findOrCreate("Frank Miller", email, "2");

        assertThat(customers.find(id)).contains(new CustomerView(id, "Frank Miller", email, "2"));
    }

    @Test
    void manyAtOnceGetOneCustomer() throws Exception {
        String email = "race" + Rows.next() + "@example.org";
        Set<UUID> ids = new HashSet<>();
        for (Future<UUID> outcome : atOnce(16, () -> customers.findOrCreate("Race", email, "1"))) {
            ids.add(outcome.get());
        }

        assertThat(ids).hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM customer WHERE email = :email")
                        .param("email", email)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void nobodyIsFoundUnderAnUnknownId() {
        assertThat(customers.find(UUID.randomUUID())).isEmpty();
    }
}
