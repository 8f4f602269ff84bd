package io.joblane.notification.domain;

import io.joblane.approval.Approvals;
import io.joblane.approval.Approvals.Queue;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.database.UnknownCompanyException;
import io.joblane.identity.OfficeGroup;
import io.joblane.identity.PersonalZones;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.notification.domain.DigestDays.Day;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Once a day, at noon on their own clock, everybody who decides is told what waits for them in all their companies: in one
 * message, kept in the first of these, and only where something waits. It is made up for until the day is over.
 */
@Service
public class ApprovalDigests {
    private static final Logger log = LoggerFactory.getLogger(ApprovalDigests.class);
    private static final LocalTime AT = LocalTime.NOON;

    private final Approvals approvals;
    private final Users users;
    private final PersonalZones zones;
    private final Companies companies;
    private final DigestDays days;
    private final DigestText text;
    private final StaffNotices staff;
    private final Transactions transactions;
    private final Clock clock;

    ApprovalDigests(
            Approvals approvals,
            Users users,
            PersonalZones zones,
            Companies companies,
            DigestDays days,
            DigestText text,
            StaffNotices staff,
            Transactions transactions,
            Clock clock) {
        this.approvals = approvals;
        this.users = users;
        this.zones = zones;
        this.companies = companies;
        this.days = days;
        this.text = text;
        this.staff = staff;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What waits in one company for one person, and who else decides there. */
    record Section(Company company, Queue waiting, List<String> deciders) {}

    /**
     * Sends those that are due. Never called inside a transaction; repeated it sends none twice.
     *
     * @param event the text's name
     * @return how many were sent
     */
    public int send(String event) {
        Map<UUID, User> people = new TreeMap<>();
        Map<String, List<User>> members = new LinkedHashMap<>();
        for (Company company : companies.active()) {
            List<User> deciders = users.membersOf(company.slug()).stream()
                    .filter(user -> !groups(user, company).isEmpty())
                    .toList();
            members.put(company.slug(), deciders);
            deciders.forEach(user -> people.put(user.id(), user));
        }
        Map<UUID, ZoneId> ownZones = zones.all();
        Set<Day> done = days.since(
                LocalDate.ofInstant(clock.instant(), ZoneId.of("UTC")).minusDays(2));
        int sent = 0;
        for (User user : people.values()) {
            List<Company> theirs = members.entrySet().stream()
                    .filter(entry -> entry.getValue().stream()
                            .anyMatch(member -> member.id().equals(user.id())))
                    .map(entry -> companies.find(entry.getKey()).orElseThrow())
                    .toList();
            ZonedDateTime now = clock.instant()
                    .atZone(ownZones.getOrDefault(user.id(), theirs.getFirst().timeZone()));
            Day today = new Day(user.id(), now.toLocalDate());
            boolean due = !now.isBefore(today.date().atTime(AT).atZone(now.getZone()));
            if (due && !done.contains(today)) {
                sent += send(event, user, theirs, members, today) ? 1 : 0;
            }
        }
        return sent;
    }

    private boolean send(String event, User user, List<Company> theirs, Map<String, List<User>> members, Day today) {
        try {
            List<Section> sections = new ArrayList<>();
            for (Company company : theirs) {
                Queue waiting = waiting(user, company);
                if (waiting.total() > 0) {
                    sections.add(new Section(company, waiting, deciders(waiting, company, members)));
                }
            }
            Company home = theirs.getFirst();
            if (!sections.isEmpty()) {
                CurrentCompany.run(
                        home.slug(),
                        () -> transactions.run(() -> staff.tell(
                                event,
                                event + ":" + today.date(),
                                Map.of("date", text.date(home, today.date()), "list", text.list(sections)),
                                List.of(user.id()))));
            }
            days.add(today);
            return !sections.isEmpty();
        } catch (DataAccessException | TransactionException | UnknownCompanyException e) {
            log.warn("A digest waits for the database of a company: {}", e.getMessage());
            return false;
        }
    }

    private Queue waiting(User user, Company company) {
        try {
            return CurrentCompany.call(
                    company.slug(),
                    () -> transactions.run(
                            () -> approvals.waitingFor(groups(user, company), user.id(), DigestText.MOST_LINES)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> deciders(Queue waiting, Company company, Map<String, List<User>> members) {
        return members.getOrDefault(company.slug(), List.of()).stream()
                .filter(user -> groups(user, company).stream().anyMatch(waiting.groups()::contains))
                .map(User::name)
                .toList();
    }

    private static Set<String> groups(User user, Company company) {
        return user
                .in(company.slug())
                .map(place -> OfficeGroup.of(Set.of(place.role().key())))
                .orElse(Set.of())
                .stream()
                .map(OfficeGroup::key)
                .collect(Collectors.toSet());
    }
}
