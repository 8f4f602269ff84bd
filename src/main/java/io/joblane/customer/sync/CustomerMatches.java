package io.joblane.customer.sync;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.customer.domain.CustomerFilter;
import io.joblane.customer.domain.CustomerRecord;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.customer.sync.CustomerMatch.Side;
import io.joblane.customer.sync.CustomerMatch.State;
import io.joblane.database.Transactions;
import io.joblane.http.Versions;
import io.joblane.identity.OfficeGroup;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.shared.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * Which customers are the same in two companies. They are found by their names and addresses and confirmed by a person; all of it
 * is for those only who are managers or admins in both, so that nobody sees another company's customers.
 */
@Service
@PreAuthorize("@roles.any('admin', 'platform_admin', 'manager')")
public class CustomerMatches {
    private static final double ALIKE = 0.55;
    private static final int MOST_COMPARED = 20_000;
    private static final int PAGE = 500;

    private final MatchTable table;
    private final CustomerRecords records;
    private final Users users;
    private final Companies companies;
    private final Transactions transactions;

    CustomerMatches(
            MatchTable table, CustomerRecords records, Users users, Companies companies, Transactions transactions) {
        this.table = table;
        this.records = records;
        this.users = users;
        this.companies = companies;
        this.transactions = transactions;
    }

    /** A match with what its two customers are called, to be compared by a person. */
    public record Shown(
            CustomerMatch match,
            @Nullable CustomerRecord a,
            @Nullable CustomerRecord b) {}

    /** The newest first. */
    public List<Shown> page(@Nullable State state, @Nullable UUID after, int limit) {
        return table.between(companies(), state, after, limit).stream()
                .map(match -> new Shown(match, customer(match.a()), customer(match.b())))
                .toList();
    }

    /**
     * Compares this company's customers with those of the others in which the person is a manager or an admin too.
     *
     * @return how many new ones are proposed
     */
    public int search() {
        String here = CurrentCompany.required();
        List<CustomerRecord> ours = customers(here);
        int proposed = 0;
        for (String there : companies()) {
            if (!there.equals(here)) {
                proposed += compare(here, ours, there);
            }
        }
        return proposed;
    }

    private int compare(String here, List<CustomerRecord> ours, String there) {
        // Only those with a word of their names in common are compared at all.
        Map<String, List<CustomerRecord>> byWord = new HashMap<>();
        for (CustomerRecord theirs : customers(there)) {
            Likeness.words(theirs.name())
                    .forEach(word ->
                            byWord.computeIfAbsent(word, w -> new ArrayList<>()).add(theirs));
        }
        int proposed = 0;
        for (CustomerRecord our : ours) {
            Set<CustomerRecord> candidates = new HashSet<>();
            Likeness.words(our.name()).forEach(word -> candidates.addAll(byWord.getOrDefault(word, List.of())));
            for (CustomerRecord their : candidates) {
                double likeness = Likeness.of(our.name(), our.address(), their.name(), their.address());
                if (likeness >= ALIKE
                        && table.propose(new Side(here, our.id()), new Side(there, their.id()), likeness)) {
                    proposed++;
                }
            }
        }
        return proposed;
    }

    /** @throws Problem 404 {@code match_unknown}, 412 */
    public Shown decide(UUID id, boolean same, @Nullable Integer expected) {
        CustomerMatch match = table.find(id)
                .filter(found -> companies()
                        .containsAll(Set.of(found.a().company(), found.b().company())))
                .orElseThrow(
                        () -> Problem.notFound("match_unknown", "There is no such match of two of your companies."));
        Versions.check(match.version(), expected);
        if (!table.decide(match, same ? State.CONFIRMED : State.REFUSED)) {
            throw Problem.preconditionFailed("Somebody decided on it since you read it. Read it again.");
        }
        CustomerMatch decided = table.find(id).orElseThrow();
        return new Shown(decided, customer(decided.a()), customer(decided.b()));
    }

    /** Where the person is a manager or an admin. */
    private Set<String> companies() {
        UUID id = CurrentActor.get().userId();
        Set<String> mine = new TreeSet<>();
        if (id != null) {
            users.find(id).map(User::memberships).orElse(List.of()).stream()
                    .filter(place -> OfficeGroup.MANAGER.holds(place.role()))
                    .filter(place -> companies.suspension(place.company()).isEmpty())
                    .forEach(place -> mine.add(place.company()));
        }
        return mine;
    }

    private @Nullable CustomerRecord customer(Side side) {
        return in(side.company(), () -> records.find(side.customerId())).orElse(null);
    }

    private List<CustomerRecord> customers(String company) {
        return in(company, () -> {
            List<CustomerRecord> all = new ArrayList<>();
            CustomerRecord last = null;
            List<CustomerRecord> page;
            do {
                page = records.page(
                        new CustomerFilter(null, null, null),
                        last == null ? null : last.name(),
                        last == null ? null : last.id(),
                        PAGE);
                all.addAll(page);
                last = page.isEmpty() ? last : page.getLast();
            } while (page.size() == PAGE && all.size() < MOST_COMPARED);
            return all;
        });
    }

    private <T> T in(String company, Supplier<T> work) {
        try {
            return CurrentCompany.call(company, () -> transactions.run(work));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
