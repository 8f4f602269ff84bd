package io.joblane.customer;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class CustomerService implements Customers {
    private static final String SELECT = "SELECT id, name, email, phone FROM customer WHERE deleted_at IS NULL AND ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CustomerService(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    @Override
    @Transactional
    public UUID findOrCreate(String name, String email, String phone) {
        CustomerView wanted = new CustomerView(Ids.next(), name.strip(), email.strip(), phone.strip());
        Optional<CustomerView> known = byEmail(wanted.email());
        if (known.isEmpty() && insert(wanted)) {
            return wanted.id();
        }
        // Not inserted: somebody else was first and has committed, so that a new statement sees their row.
        CustomerView found = known.or(() -> byEmail(wanted.email()))
                .orElseThrow(() -> new IllegalStateException("A customer appeared and vanished within one booking"));
        if (!found.name().equals(wanted.name()) || !found.phone().equals(wanted.phone())) {
            updateContact(found.id(), wanted);
        }
        return found.id();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CustomerView> find(UUID id) {
        return jdbc.sql(SELECT + "id = :id")
                .param("id", id)
                .query(CustomerService::view)
                .optional();
    }

    @Override
    public void booked(UUID id) {
        events.publishEvent(new CustomerBooked(id));
    }

    private Optional<CustomerView> byEmail(String email) {
        return jdbc.sql(SELECT + "email_key = lower(:email)")
                .param("email", email)
                .query(CustomerService::view)
                .optional();
    }

    private boolean insert(CustomerView customer) {
        return jdbc.sql("""
                                INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
                                VALUES (:id, :name, :email, :phone, :now, :by, :now, :by, 0)
                                ON CONFLICT (email_key) WHERE deleted_at IS NULL DO NOTHING
                                """)
                        .param("id", customer.id())
                        .param("name", customer.name())
                        .param("email", customer.email())
                        .param("phone", customer.phone())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("by", CurrentActor.get().auditName())
                        .update()
                == 1;
    }

    private void updateContact(UUID id, CustomerView wanted) {
        jdbc.sql("""
                        UPDATE customer SET name = :name, phone = :phone, updated_at = :now, updated_by = :by, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("name", wanted.name())
                .param("phone", wanted.phone())
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .update();
    }

    private static CustomerView view(ResultSet row, int number) throws SQLException {
        return new CustomerView(
                row.getObject("id", UUID.class), row.getString("name"), row.getString("email"), row.getString("phone"));
    }
}
