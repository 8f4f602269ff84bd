package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import io.joblane.context.Actor;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.identity.Role;
import io.joblane.sales.domain.Dormancies;
import io.joblane.sales.domain.Dormancy;
import io.joblane.sales.domain.Place;
import io.joblane.sales.domain.SalesVisits;
import io.joblane.sales.domain.VisitTags;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Customers who book nothing, in a company that waits three weeks. */
class DormancyPathTests extends ApprovalTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Autowired
    CustomerRecords customers;

    @Autowired
    Dormancies dormancies;

    @Autowired
    SalesVisits visits;

    @Autowired
    VisitTags tags;

    @Override
    protected CompanySettings settings() {
        return new CompanySettings(20, ShortlistOrder.BALANCED, true, true, 3);
    }

    @AfterEach
    void nobodyIsDormant() {
        in(() -> world.jdbc
                        .sql("SELECT customer_id FROM dormancy WHERE closed_at IS NULL")
                        .query(UUID.class)
                        .list())
                .forEach(this::orders);
        await("every dormancy ends", () -> dormant().stream().noneMatch(each -> runs("dormancyProcess", each.id())));
    }

    @Test
    void theSalespersonIsAlertedAndTheirNoteIsInTheReportUntilSomethingIsBooked() {
        Actor sid = person("Sid", Role.SALESPERSON);
        Actor mona = person("Mona", Role.MANAGER);
        passTo(at(DayOfWeek.WEDNESDAY, LocalTime.of(12, 0)));
        CustomerRecord oakwood = customer("Oakwood", sid.userId());
        UUID hot = in(() -> tags.add("Hot lead " + UUID.randomUUID()).id());
        as(
                sid,
                () -> visits.add(
                        new Place(null, oakwood.id()), now().minus(Duration.ofDays(9)), "They like us", List.of(hot)));

        pass(Duration.ofDays(20));
        assertThat(told(sid, "customer_dormant")).isZero();
        pass(Duration.ofDays(2));
        assertThat(told(sid, "customer_dormant")).isOne();
        assertThat(lastTold(sid, "customer_dormant"))
                .contains(oakwood.name() + ": no work for 3 weeks", "Sid: They like us");
        pass(Duration.ofDays(1));
        assertThat(told(sid, "customer_dormant")).as("once").isOne();

        Dormancy found = as(sid, () -> dormancies.page(true, null, 10)).stream()
                .filter(each -> each.customerId().equals(oakwood.id()))
                .findFirst()
                .orElseThrow();
        as(sid, () -> dormancies.note(found.id(), "They found a cheaper one"));
        passTo(at(DayOfWeek.MONDAY, LocalTime.of(7, 59)));
        int before = told(mona, "sales_report");
        passTo(at(DayOfWeek.MONDAY, LocalTime.of(8, 0)).plusSeconds(1));
        assertThat(told(mona, "sales_report")).isEqualTo(before + 1);
        assertThat(lastTold(mona, "sales_report")).contains("- " + oakwood.name() + ": They found a cheaper one (Sid)");

        assertThat(runs("dormancyProcess", found.id())).isTrue();
        orders(oakwood.id());
        await("it is over", () -> !runs("dormancyProcess", found.id()));
        assertThat(lastTold(sid, "customer_active")).contains(oakwood.name() + " has booked again");
        assertThat(as(sid, () -> dormancies.page(true, null, 10)))
                .noneMatch(each -> each.id().equals(found.id()));
    }

    @Test
    void ofACustomerNobodyLooksAfterTheManagersHearAndARestoreStartsAgain() {
        Actor mona = person("Mona", Role.MANAGER);
        int before = told(mona, "customer_dormant");
        CustomerRecord lonely = customer("Lonely", null);
        pass(Duration.ofDays(22));
        assertThat(told(mona, "customer_dormant")).isEqualTo(before + 1);
        Dormancy found = dormant().stream()
                .filter(each -> each.customerId().equals(lonely.id()))
                .findFirst()
                .orElseThrow();
        startAgainAsAfterARestore();
        await("it runs again", () -> runs("dormancyProcess", found.id()));
        settle();
        assertThat(told(mona, "customer_dormant")).as("she has heard of it").isEqualTo(before + 1);
    }

    private List<Dormancy> dormant() {
        return in(() -> dormancies.page(false, null, 100));
    }

    private Instant at(DayOfWeek day, LocalTime time) {
        ZonedDateTime now = now().atZone(ZONE);
        ZonedDateTime next = now.with(TemporalAdjusters.nextOrSame(day)).with(time);
        return (next.isBefore(now) ? next.plusWeeks(1) : next).toInstant();
    }

    private CustomerRecord customer(String name, UUID salesperson) {
        return in(() -> customers.add(new CustomerFields(
                name + " " + UUID.randomUUID(),
                "",
                UUID.randomUUID() + "@test.example",
                "+1 555 0100",
                null,
                salesperson)));
    }

    /** Somebody orders by the e-mail address that the customer has. */
    private void orders(UUID customer) {
        CustomerRecord known = in(() -> customers.get(customer));
        in(() -> world.placeFor(known.name(), known.email(), now().plus(Duration.ofDays(20))));
    }
}
