package io.joblane.erasure;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.OwnerTransactions;
import io.joblane.erasure.Erasure.Account;
import io.joblane.erasure.Erasure.Erased;
import io.joblane.erasure.Erasure.Kind;
import io.joblane.identity.Admin;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Erases people: first everything in the company's database with a row that says so, in one transaction; then the account in the
 * control database, in another; then the row is closed. Where that breaks off, a repetition goes on, and so does a look every ten
 * minutes, which also erases anew what a restore has brought back.
 */
@Service
class Erasures {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    private final OwnerTransactions owner;
    private final AccountRows accounts;
    private final ErasureTable table;
    private final Companies companies;

    Erasures(OwnerTransactions owner, AccountRows accounts, ErasureTable table, Companies companies) {
        this.owner = owner;
        this.accounts = accounts;
        this.table = table;
        this.companies = companies;
    }

    /**
     * @return what was erased; for somebody who was erased before, what was erased then
     * @throws Problem 404 {@code agent_unknown}, {@code customer_unknown}, {@code user_unknown}; 409 {@code work_open},
     *     {@code last_admin}, {@code own_account}; 403 {@code platform_admin_only}
     */
    @Admin
    public Erasure erase(Kind kind, UUID id, String reason, boolean dryRun) {
        String company = CurrentCompany.required();
        Optional<ErasureTable.Row> before = table.find(kind, id);
        if (before.isPresent() && !before.get().open()) {
            return before.get().shown(dryRun);
        }
        Person person = person(company, kind, id);
        requireMayGo(company, person);
        if (dryRun) {
            List<Erased> erased = owner.run(company, false, jdbc -> CompanyRows.erase(jdbc, named(person)));
            return new Erasure(null, kind, id, true, erased, accounts.erase(company, person.userId(), false), null);
        }
        return carryOut(company, kind, id, person, reason);
    }

    private void requireMayGo(String company, Person person) {
        Actor actor = CurrentActor.get();
        if (person.userId() == null) {
            return;
        }
        if (person.userId().equals(actor.userId())) {
            throw Problem.conflict("own_account", "Nobody erases themselves. Ask another admin.");
        }
        accounts.requireMayGo(company, person.userId(), actor.has("platform_admin"));
    }

    private Erasure carryOut(String company, Kind kind, UUID id, Person person, String reason) {
        Person named = named(person);
        owner.run(company, true, jdbc -> {
            List<Erased> erased = CompanyRows.erase(jdbc, named);
            table.begin(jdbc, kind, id, person.userId(), reason, erased);
            return erased;
        });
        Account account = accounts.erase(company, person.userId(), true);
        owner.run(company, true, jdbc -> {
            table.close(jdbc, kind, id, account);
            return account;
        });
        log.info("A person ({}) was erased; their account: {}", kind, account);
        return table.find(kind, id).orElseThrow().shown(false);
    }

    private Person named(Person person) {
        return person.userId() == null ? person : person.named(accounts.name(person.userId()));
    }

    private Person person(String company, Kind kind, UUID id) {
        Person found = table.person(kind, id).orElseThrow(() -> unknown(kind));
        if (kind == Kind.USER && found.agentId() == null && !accounts.isKnown(company, id)) {
            throw unknown(kind);
        }
        return found;
    }

    private static Problem unknown(Kind kind) {
        return Problem.notFound(
                kind.key() + "_unknown", "Your company knows no such " + kind.key() + ". Check the id.");
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void scheduled() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), this::finishOpen);
            } catch (RuntimeException e) { // one company's database must not keep the others from theirs
                log.warn("Open erasures of {} wait: {}", company.slug(), e.getMessage());
            }
        }
    }

    /** Those of the current company. */
    void finishOpen() {
        for (ErasureTable.Row row : table.open()) {
            try {
                Person person = table.person(row.kind(), row.entityId())
                        .orElseGet(() -> new Person(null, null, row.userId(), null));
                carryOut(CurrentCompany.required(), row.kind(), row.entityId(), person, row.reason());
            } catch (Problem e) {
                // A restore has brought back work that is open; once that has ended, what is left is erased.
                log.info("An erasure stays open: {}", e.code());
            }
        }
    }
}
