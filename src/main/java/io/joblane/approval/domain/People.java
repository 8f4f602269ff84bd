package io.joblane.approval.domain;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.Membership;
import io.joblane.identity.OfficeGroup;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who somebody is at this moment. Read from the control database and not from the session: whoever has lost their role decides
 * nothing, even if they were signed in before.
 */
@Component
class People {
    private final Users users;

    People(Users users) {
        this.users = users;
    }

    /** Who submits. The system may, too. */
    Person submitter() {
        Actor actor = CurrentActor.get();
        UUID id = actor.userId();
        return id == null
                ? new Person("system", "system", "system")
                : users.find(id)
                        .flatMap(People::inCompany)
                        .orElseGet(() -> new Person(
                                id.toString(),
                                actor.label(),
                                actor.roles().stream().sorted().findFirst().orElse("none")));
    }

    /**
     * Who decides or says something.
     *
     * @param elsewhere in whose name a task was taken outside of Joblane: the e-mail address of their log-in
     * @throws Problem 403 {@code not_an_approver}, 409 {@code claim_first}
     */
    Person speaker(@Nullable String elsewhere) {
        UUID id = CurrentActor.get().userId();
        if (id != null) {
            return users.find(id).flatMap(People::inCompany).orElseThrow(People::notAnApprover);
        }
        if (elsewhere == null || elsewhere.isBlank()) {
            throw Problem.conflict(
                    "claim_first",
                    "Nobody knows who you are. Claim the task under the e-mail address of your log-in, then complete it.");
        }
        return users.findByEmail(elsewhere).flatMap(People::inCompany).orElseThrow(People::notAnApprover);
    }

    /** @throws Problem 403 {@code not_an_approver} */
    static void requireMember(Person person, OfficeGroup group) {
        if (!holds(group, person)) {
            throw notAnApprover();
        }
    }

    /** Of those who agreed, those who still may. */
    List<DecisionView> stillApprovers(List<DecisionView> agreed, OfficeGroup group) {
        return agreed.stream()
                .filter(each -> users.find(UUID.fromString(each.by()))
                        .flatMap(People::inCompany)
                        .filter(person -> holds(group, person))
                        .isPresent())
                .toList();
    }

    private static boolean holds(OfficeGroup group, Person person) {
        for (Role role : Role.values()) {
            if (role.key().equals(person.role())) {
                return group.holds(role);
            }
        }
        return false;
    }

    private static Optional<Person> inCompany(User user) {
        return user.in(CurrentCompany.required())
                .map(Membership::role)
                .map(role -> new Person(user.id().toString(), user.name(), role.key()));
    }

    private static Problem notAnApprover() {
        return Problem.forbidden(
                "not_an_approver", "You are not among those who decide on this request. Ask somebody who is.");
    }
}
