package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.domain.Decision;
import io.joblane.approval.domain.ThreeWay;
import io.joblane.approval.role.RoleRequests;
import io.joblane.booking.BookingStatus;
import io.joblane.context.Actor;
import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.Contacts;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.database.ControlDatabase;
import io.joblane.dispatch.domain.AssignmentRequests;
import io.joblane.identity.Role;
import io.joblane.sales.domain.Place;
import io.joblane.sales.domain.Prospect;
import io.joblane.sales.domain.ProspectFields;
import io.joblane.sales.domain.ProspectStatus;
import io.joblane.sales.domain.Prospects;
import io.joblane.sales.domain.SalesContact;
import io.joblane.sales.domain.SalesContacts;
import io.joblane.shared.VehicleType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What each kind of request changes. */
class ApprovalTypesPathTests extends ApprovalTest {
    @Autowired
    CustomerRecords customers;

    @Autowired
    Contacts contacts;

    @Autowired
    Prospects prospects;

    @Autowired
    SalesContacts met;

    @Autowired
    RoleRequests roles;

    @Autowired
    AssignmentRequests assignments;

    @Autowired
    ControlDatabase control;

    private Actor sid;
    private Actor mona;
    private Actor ada;

    @BeforeEach
    void people() {
        sid = person("Sid", Role.SALESPERSON);
        mona = person("Mona", Role.MANAGER);
        ada = person("Ada", Role.ADMIN);
    }

    @Test
    void whomSomebodyHasMetIsAddedToTheCustomerRecord() {
        CustomerRecord oakwood = customer("Oakwood Apartments");
        SalesContact tom = as(
                sid,
                () -> met.add(
                        new Place(null, oakwood.id()),
                        new SalesContact.Fields("Tom", "Davis", "Manager", "+1 555 0111", "tom@oak.example", "")));
        UUID request = as(sid, () -> met.submit(tom.id(), ContactRole.PROPERTY_MANAGER, true, ""));
        awaitTask(request);
        assertThat(state(request, ApprovalState.PENDING).summary())
                .isEqualTo("Add contact \"Tom Davis\" to Oakwood Apartments customer record");
        approve(mona, request);
        awaitEnd(request);
        List<Contact> there = in(() -> contacts.of(oakwood.id()));
        assertThat(there).hasSize(1);
        assertThat(there.get(0).fields())
                .isEqualTo(new ContactFields(
                        "Tom",
                        "Davis",
                        "Manager",
                        ContactRole.PROPERTY_MANAGER,
                        "+1 555 0111",
                        "",
                        "tom@oak.example",
                        true));
    }

    @Test
    void aProspectBecomesACustomerWithItsPeople() {
        Prospect prospect = as(
                sid,
                () -> prospects.add(new ProspectFields(
                        "Sunset Village", "1 Sunset Road", "+1 555 0122", UUID.randomUUID() + "@s.example", "", null)));
        as(
                sid,
                () -> met.add(
                        new Place(prospect.id(), null),
                        new SalesContact.Fields("Ann", "Lee", "", "", "ann@s.example", "")));
        UUID request = as(sid, () -> prospects.submit(prospect.id(), 0, ""));
        awaitTask(request);
        assertThat(refused(() -> as(sid, () -> prospects.submit(prospect.id(), 0, ""))))
                .isEqualTo("already_submitted");
        approve(mona, request);
        awaitEnd(request);
        Prospect converted = as(sid, () -> prospects.get(prospect.id()));
        assertThat(converted.status()).isEqualTo(ProspectStatus.CONVERTED);
        CustomerRecord customer = in(() -> customers.get(converted.customerId()));
        assertThat(customer.name()).isEqualTo("Sunset Village");
        assertThat(customer.salespersonId()).isEqualTo(sid.userId());
        assertThat(in(() -> contacts.of(customer.id())))
                .extracting(each -> each.fields().name())
                .containsExactly("Ann Lee");
        assertThat(refused(() -> as(sid, () -> prospects.change(prospect.id(), prospect.fields(), false, null))))
                .isEqualTo("prospect_converted");
    }

    @Test
    void aRoleIsChangedInItsOwnDatabaseUnderTheNamesOfBoth() {
        Actor dana = person("Dana" + UUID.randomUUID(), Role.DISPATCHER);
        UUID request = as(mona, () -> roles.submit(dana.userId(), Role.MANAGER, "She leads the night shift"));
        awaitTask(request);
        assertThat(refused(() -> as(mona, () -> roles.submit(dana.userId(), Role.MANAGER, ""))))
                .isEqualTo("already_submitted");
        approve(ada, request);
        awaitEnd(request);
        state(request, ApprovalState.APPLIED);
        assertThat(role(dana)).isEqualTo(Role.MANAGER);
        assertThat(control.jdbc()
                        .sql(
                                "SELECT actor_name FROM audit_entry WHERE entity = 'membership' AND entity_id = ? ORDER BY seq DESC LIMIT 1")
                        .param(dana.userId().toString())
                        .query(String.class)
                        .single())
                .isEqualTo("Ada for Mona (approval)");
    }

    @Test
    void aRoleThatSomebodyElseChangedMeanwhileIsAskedForAgain() {
        Actor dana = person("Dana" + UUID.randomUUID(), Role.DISPATCHER);
        UUID request = as(mona, () -> roles.submit(dana.userId(), Role.MANAGER, ""));
        awaitTask(request);
        holdDelivery(request);
        approve(ada, request);
        state(request, ApprovalState.APPROVED);
        users.grant(dana.userId(), company(), Role.SALESPERSON);
        releaseDelivery();
        settle();
        awaitTask(request);
        assertThat(state(request, ApprovalState.PENDING).round()).isEqualTo(2);
        ThreeWay sides = as(ada, () -> service.get(request)).threeWay();
        assertThat(sides.fields().get("role"))
                .isEqualTo(new ThreeWay.Field("dispatcher", "salesperson", "manager", true));
        assertThat(role(dana)).isEqualTo(Role.SALESPERSON);
        decide(ada, request, Decision.APPROVED, null, sides.targetVersion());
        awaitEnd(request);
        assertThat(role(dana)).isEqualTo(Role.MANAGER);
    }

    private Role role(Actor person) {
        return users.find(person.userId())
                .flatMap(user -> user.in(company()))
                .orElseThrow()
                .role();
    }

    @Test
    void whomTheRulesSpeakAgainstIsAssignedWhenSomebodyAgrees() {
        UUID van = in(() -> world.vehicle(VehicleType.VAN, 8, 8));
        UUID agent = in(() -> world.agent(1, van));
        UUID booking = place().id();
        task(booking, BY_HAND);
        Actor dana = person("Dana", Role.DISPATCHER);
        UUID request = as(dana, () -> assignments.submit(booking, agent, null, "The only one near"));
        awaitTask(request);
        assertThat(state(request, ApprovalState.PENDING).summary()).startsWith("Assign Agent ");
        approve(mona, request);
        awaitEnd(request);
        offerTo(agent, booking);
        assertThat(current(booking).agentId()).isEqualTo(agent);
        finish(booking, agent);
        awaitStatus(booking, BookingStatus.INVOICED);
    }

    private CustomerRecord customer(String name) {
        return in(() -> customers.add(new CustomerFields(
                name, "5 Pine Street", UUID.randomUUID() + "@test.example", "+1 555 0100", null, null)));
    }
}
