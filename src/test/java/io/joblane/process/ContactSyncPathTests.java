package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.ApprovalFilter;
import io.joblane.approval.domain.ApprovalView;
import io.joblane.approval.domain.Decision;
import io.joblane.company.Company;
import io.joblane.context.Actor;
import io.joblane.context.CurrentCompany;
import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.Contacts;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.customer.sync.CustomerMatches;
import io.joblane.customer.sync.CustomerMatches.Shown;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.World;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A customer of two companies, whose contact changes in one of them. */
class ContactSyncPathTests extends ApprovalTest {
    private static final String OTHER = "t-contactother";

    @Autowired
    CustomerRecords customers;

    @Autowired
    Contacts contacts;

    @Autowired
    CustomerMatches matches;

    private Actor mona;
    private Actor boss;
    private Actor theirs;

    @BeforeEach
    void twoCompanies() {
        if (companies.find(OTHER).isEmpty()) {
            companies.save(new Company(OTHER, "Get a Grip", timeZone(), "USD", "en-US", "US", settings()));
        }
        mona = person("Mona", Role.MANAGER);
        boss = person("Boss", Role.ADMIN);
        users.seed(List.of(new NewUser(email("Boss"), "Boss", OTHER, Role.ADMIN)), "joblane-test");
        UUID id = users.seed(
                        List.of(new NewUser("theo@" + OTHER + ".example", "Theo", OTHER, Role.MANAGER)), "joblane-test")
                .get("theo@" + OTHER + ".example");
        theirs = new Actor(id, "Theo (manager)", Set.of("manager"));
    }

    @Test
    void aChangeHereIsARequestThereAndNobodySeesMore() {
        String number = String.valueOf(System.nanoTime());
        CustomerRecord here = in(() -> customer("Oakwood Apartments " + number, "12 Oak Street"));
        CustomerRecord there = at(OTHER, () -> customer("The Oakwood Apts. " + number, "12 Oak St"));
        CustomerRecord unlike = at(OTHER, () -> customer("Riverside " + number, "900 River Road"));
        in(() -> contacts.add(here.id(), contact("Ann", "Early", "ann@oak.example")));
        settle();
        assertThat(requests()).as("nobody has said that they are the same").isEmpty();

        assertThat(as(mona, () -> matches.search()))
                .as("she is in one company only")
                .isZero();
        assertThat(as(boss, () -> matches.search())).isPositive();
        assertThat(as(boss, () -> matches.search())).as("compared once").isZero();
        List<Shown> proposed = as(boss, () -> matches.page(null, null, 100)).stream()
                .filter(shown -> shown.toString().contains(number))
                .toList();
        assertThat(proposed).hasSize(1);
        assertThat(proposed.get(0).toString())
                .contains(there.id().toString())
                .doesNotContain(unlike.id().toString());
        assertThat(as(mona, () -> matches.page(null, null, 100))).isEmpty();
        assertThat(refused(() ->
                        as(mona, () -> matches.decide(proposed.get(0).match().id(), true, null))))
                .isEqualTo("match_unknown");
        as(boss, () -> matches.decide(proposed.get(0).match().id(), true, 0));

        Contact tom = in(() -> contacts.add(here.id(), contact("Tom", "Davis", "tom@oak.example")));
        settle();
        ApprovalView request = requests().get(0);
        assertThat(requests()).hasSize(1);
        assertThat(request.summary())
                .isEqualTo("Add contact \"Tom Davis\" of " + there.name() + " as at another company");
        assertThat(request.toString())
                .as("of the other company only the contact is seen, and its name")
                .doesNotContain(here.id().toString(), here.name(), here.email(), here.phone(), "ann@oak.example");
        assertThat(request.submittedBy()).isEqualTo("system");
        assertThat(at(OTHER, () -> contacts.of(there.id()))).isEmpty();

        decideThere(request.id());
        assertThat(at(OTHER, () -> contacts.of(there.id())))
                .extracting(each -> each.fields().email())
                .containsExactly("tom@oak.example");
        settle();
        assertThat(listed(boss, new ApprovalFilter(null, "contact_sync", null, false)))
                .as("what came from here does not come back")
                .isEmpty();

        in(() -> contacts.change(here.id(), tom.id(), contact("Tom", "Davis", "tom.davis@oak.example"), 0));
        settle();
        ApprovalView update = requests().get(0);
        assertThat(update.summary()).startsWith("Update contact \"Tom Davis\"");
        assertThat(update.difference()).containsOnlyKeys("email");
        decideThere(update.id());
        assertThat(at(OTHER, () -> contacts.of(there.id())))
                .extracting(each -> each.fields().email())
                .containsExactly("tom.davis@oak.example");
        settle();
    }

    private List<ApprovalView> requests() {
        return at(
                OTHER,
                () -> World.as(
                        theirs,
                        () -> service.page(
                                new ApprovalFilter(ApprovalState.PENDING, "contact_sync", null, false), null, 10)));
    }

    private void decideThere(UUID request) {
        at(
                OTHER,
                () -> World.as(theirs, () -> service.decide(request, new Answer(Decision.APPROVED, null, null, null))));
        settle();
    }

    private static ContactFields contact(String first, String last, String email) {
        return new ContactFields(first, last, "", ContactRole.OTHER, "", "", email, false);
    }

    private CustomerRecord customer(String name, String address) {
        return customers.add(
                new CustomerFields(name, address, UUID.randomUUID() + "@test.example", "+1 555 0100", null, null));
    }

    private static <T> T at(String company, Callable<T> work) {
        try {
            return CurrentCompany.call(company, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
