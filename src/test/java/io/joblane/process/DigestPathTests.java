package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.approval.NewApproval;
import io.joblane.company.Company;
import io.joblane.context.Actor;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.PersonalZones;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.World;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The digests of approvals: at noon on each person's own clock, over all their companies. This company is in New York. */
class DigestPathTests extends ApprovalTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String OTHER = "t-digestother";

    @Autowired
    PersonalZones zones;

    private Actor sid;
    private Actor mona;
    private Actor bert;

    /** The same people in every test: a digest names them all. */
    @Override
    String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@" + company() + ".example";
    }

    @BeforeEach
    void twoCompanies() {
        if (companies.find(OTHER).isEmpty()) {
            companies.save(new Company(OTHER, "Get a Grip", NEW_YORK, "USD", "en-US", "US", settings()));
        }
        sid = person("Sid", Role.SALESPERSON);
        mona = person("Mona", Role.ADMIN);
        bert = person("Bert", Role.ADMIN);
        users.seed(List.of(new NewUser(email("Bert"), "Bert", OTHER, Role.MANAGER)), "joblane-test");
        zones.set(bert.userId(), BERLIN);
    }

    @AfterEach
    void nothingWaitsElsewhere() {
        CurrentCompany.run(
                OTHER,
                () ->
                        transactions.run(() -> world
                                .jdbc
                                .sql("SELECT id FROM approval_request WHERE state = 'pending'")
                                .query(UUID.class)
                                .list()
                                .stream()
                                .map(approvals::withdraw)
                                .toList()));
        settle();
    }

    @Test
    void oneMessageAtNoonOnEachClockOverAllCompaniesAndOnlyWhereSomethingWaits() {
        passTo(nextDay(NEW_YORK).atTime(23, 0).atZone(NEW_YORK).toInstant());
        LocalDate day = LocalDate.ofInstant(now(), NEW_YORK).plusDays(1);
        int before = toldBert();
        int hers = told(mona, "approvals_needed");
        NewApproval here = prices.raise("10");
        NewApproval there = prices.raise("10");
        UUID first = submit(sid, here);
        submitAt(OTHER, there);

        passTo(noon(day, BERLIN).minusSeconds(61));
        assertThat(toldBert()).isEqualTo(before);
        passTo(noon(day, BERLIN).plusSeconds(1));
        assertThat(toldBert()).isEqualTo(before + 1);
        assertThat(told(mona, "approvals_needed")).as("it is morning for her").isEqualTo(hers);
        String said = lastToldBert();
        String date = day.getMonthValue() + "/" + day.getDayOfMonth() + "/" + day.getYear() % 100;
        assertThat(said)
                .startsWith("Approvals needed (" + date + "): ")
                .contains(
                        "GET A GRIP (for Bert):\n- Price of " + there.targetName() + ": 20 ",
                        "TEST (for Bert + Mona):\n- Price of " + here.targetName() + ": 20 ",
                        "/approvals#" + company() + "/" + first);

        passTo(noon(day, NEW_YORK).plusSeconds(1));
        assertThat(told(mona, "approvals_needed")).isEqualTo(hers + 1);
        assertThat(lastTold(mona, "approvals_needed")).contains("TEST (for").doesNotContain("GET A GRIP");
        passTo(noon(day, NEW_YORK).plusSeconds(7_000));
        assertThat(toldBert()).as("once a day").isEqualTo(before + 1);

        approve(mona, first);
        awaitEnd(first);
        passTo(noon(day.plusDays(1), NEW_YORK).plusSeconds(1));
        assertThat(told(mona, "approvals_needed")).as("nothing waits for her").isEqualTo(hers + 1);
        UUID late = submit(sid, prices.raise("10"));
        passTo(noon(day.plusDays(1), NEW_YORK).plusSeconds(3_700));
        assertThat(told(mona, "approvals_needed")).as("her noon is over").isEqualTo(hers + 1);
        approve(mona, late);
        awaitEnd(late);
    }

    /** The clocks change at night, and noon is an hour earlier or later than 24 hours after the last one. */
    @Test
    void noonIsNoonWhenTheClocksChange() {
        ZoneOffsetTransition change = NEW_YORK.getRules().nextTransition(now());
        LocalDate day = LocalDate.ofInstant(change.getInstant(), NEW_YORK);
        passTo(day.minusDays(1).atTime(LocalTime.of(11, 0)).atZone(NEW_YORK).toInstant());
        UUID request = submit(sid, prices.raise("10"));
        int before = told(mona, "approvals_needed");
        passTo(noon(day.minusDays(1), NEW_YORK).plusSeconds(1));
        assertThat(told(mona, "approvals_needed")).isEqualTo(before + 1);
        Instant noon = noon(day, NEW_YORK);
        assertThat(noon).isNotEqualTo(noon(day.minusDays(1), NEW_YORK).plusSeconds(86_400));
        passTo(noon.minusSeconds(61));
        assertThat(told(mona, "approvals_needed")).isEqualTo(before + 1);
        passTo(noon.plusSeconds(1));
        assertThat(told(mona, "approvals_needed")).isEqualTo(before + 2);
        if (as(mona, () -> service.get(request)).request().state().isOpen()) {
            approve(mona, request);
        }
        awaitEnd(request);
    }

    /** His message is in the first of his companies. */
    private int toldBert() {
        return atOther(() -> world.jdbc
                .sql(
                        "SELECT count(*) FROM notification WHERE recipient_id = ? AND event = 'approvals_needed' AND channel = 'in_app'")
                .param(bert.userId())
                .query(Integer.class)
                .single());
    }

    private String lastToldBert() {
        return atOther(() -> world.jdbc
                .sql(
                        "SELECT title || ': ' || body FROM notification WHERE recipient_id = ? AND channel = 'in_app' ORDER BY id DESC LIMIT 1")
                .param(bert.userId())
                .query(String.class)
                .single());
    }

    private static <T> T atOther(Callable<T> work) {
        try {
            return CurrentCompany.call(OTHER, work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant noon(LocalDate day, ZoneId zone) {
        return ZonedDateTime.of(day, LocalTime.NOON, zone).toInstant();
    }

    private LocalDate nextDay(ZoneId zone) {
        return LocalDate.ofInstant(now(), zone).plusDays(1);
    }

    private void submitAt(String company, NewApproval request) {
        Actor seller = new Actor(UUID.randomUUID(), "Pat (salesperson)", Set.of("salesperson"));
        CurrentCompany.run(
                company,
                () -> World.as(
                        seller,
                        () -> transactions.run(() -> {
                            approvals.submit(request);
                            return request.id();
                        })));
        settle();
    }
}
