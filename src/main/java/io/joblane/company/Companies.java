package io.joblane.company;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.ControlDatabase;
import io.joblane.database.Databases;
import io.joblane.database.UnknownCompanyException;
import io.joblane.database.UnsafeDatabaseException;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The companies, kept in memory and read anew every two seconds, so that what one replica does is soon known to the others.
 * A company that is listed here has its database open here, or is closed until it can be opened.
 */
@Service
public class Companies {
    /** Also the name of the company's database, after the installation's prefix. */
    public static final String SLUG = "[a-z][a-z0-9-]{1,40}";

    private static final Logger log = LoggerFactory.getLogger(Companies.class);
    private static final String CONTROL = "control";

    private final CompanyTable table;
    private final ControlDatabase control;
    private final Databases databases;
    private final CompanyMaker maker;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, CompanyRecord> bySlug = new ConcurrentHashMap<>();
    /** Why a company's database cannot be opened. */
    private final Map<String, RuntimeException> unavailable = new ConcurrentHashMap<>();

    Companies(
            CompanyTable table,
            ControlDatabase control,
            Databases databases,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.control = control;
        this.databases = databases;
        this.events = events;
        this.clock = clock;
        this.maker = new CompanyMaker(table, databases, clock);
        maker.finishAbandoned();
        List<CompanyRecord> known = table.all();
        known.forEach(one -> bySlug.put(one.company().slug(), one));
        openAll(known);
        // A schema that does not keep people's rows apart is a fault of the release, not of one company.
        unavailable.values().stream()
                .filter(UnsafeDatabaseException.class::isInstance)
                .findAny()
                .ifPresent(fault -> {
                    throw fault;
                });
    }

    /** Every company, the suspended ones too. */
    public List<Company> all() {
        return new TreeMap<>(bySlug)
                .values().stream().map(CompanyRecord::company).toList();
    }

    /** Those for which work is done now. */
    public List<Company> active() {
        return all().stream()
                .filter(company -> suspension(company.slug()).isEmpty())
                .toList();
    }

    /** Every company with its version and suspension, by slug. */
    public List<CompanyRecord> records() {
        return new TreeMap<>(bySlug).values().stream().map(this::asOfNow).toList();
    }

    public Optional<CompanyRecord> findRecord(String slug) {
        return Optional.ofNullable(bySlug.get(slug)).map(this::asOfNow);
    }

    public Optional<Company> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug)).map(CompanyRecord::company);
    }

    /** Empty while the company works. */
    public Optional<Suspension> suspension(String slug) {
        Optional<Suspension> suspension = findRecord(slug).map(CompanyRecord::suspension);
        return suspension.isEmpty() && unavailable.containsKey(slug)
                ? Optional.of(new Suspension("Its database cannot be opened", clock.instant(), null, "system"))
                : suspension;
    }

    /** Those whose database cannot be opened. It is tried every two seconds. */
    public Set<String> unavailable() {
        return new TreeSet<>(unavailable.keySet());
    }

    /** @throws Problem 503 {@code company_suspended}, {@code company_unavailable} */
    public void requireActive(String slug) {
        if (unavailable.containsKey(slug)) {
            throw Problem.unavailable(
                    "company_unavailable",
                    "The database of this company cannot be opened now. Nothing was changed; try again in a minute.",
                    Duration.ofMinutes(1));
        }
        suspension(slug).ifPresent(suspension -> {
            throw suspension.problem(clock);
        });
    }

    /** The company this thread works for. */
    public Company current() {
        String slug = CurrentCompany.required();
        return find(slug).orElseThrow(() -> new UnknownCompanyException(slug));
    }

    /** Adds the company, or changes what is kept of it, and opens its database. */
    public void save(Company company) {
        saveAll(List.of(company));
    }

    /** {@link #save} of several, their databases at once. */
    public void saveAll(List<Company> companies) {
        companies.forEach(Companies::requireUsableSlug);
        companies.forEach(company -> table.save(company, CurrentActor.get().auditName()));
        maker.finish(companies);
        refresh();
        companies.forEach(company -> requireOpened(company.slug()));
    }

    /**
     * Makes a company's row, its database and its schema, which takes seconds: call it outside any transaction, and {@link #create}
     * after it. Nobody sees the company yet. What was made before it failed half-way is used when it is repeated; where it never
     * is, the company is finished by itself some minutes later. Nothing happens where the company is there already.
     *
     * @throws Problem 422 {@code slug_reserved}
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public void prepare(Company company) {
        requireUsableSlug(company);
        maker.begin(company);
    }

    /**
     * Opens a company that was {@link #prepare prepared}. Joins the caller's transaction of the control database; the company is
     * there for everybody once that has committed.
     *
     * @throws Problem 409 {@code company_exists}
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public CompanyRecord create(String slug) {
        return control.inTransaction(() -> {
            if (!table.databaseMade(slug)) {
                throw Problem.conflict("company_exists", "There is a company " + slug + ". Choose another slug.");
            }
            CompanyRecord made = table.lock(slug).orElseThrow(Companies::unknown);
            afterCommit(() -> keep(made));
            return made;
        });
    }

    /**
     * @param checkVersion gets the version that is there and throws where the caller expected another
     * @param change must keep the slug
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public CompanyRecord change(String slug, IntConsumer checkVersion, UnaryOperator<Company> change) {
        return change(slug, before -> {
            checkVersion.accept(before.version());
            table.save(change.apply(before.company()), CurrentActor.get().auditName());
        });
    }

    /**
     * Closes the company for maintenance: its routes answer 503, its jobs and messages wait.
     *
     * @param until when it opens again by itself; null: by {@link #resume}
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public CompanyRecord suspend(String slug, String reason, @Nullable Instant until) {
        Instant now = clock.instant();
        if (until != null && !until.isAfter(now)) {
            throw Problem.unprocessable(
                    "until_in_the_past", "\"until\" lies in the past: choose a later time, or none.");
        }
        return change(
                slug,
                before -> table.suspend(
                        slug,
                        new Suspension(reason, now, until, CurrentActor.get().auditName())));
    }

    /**
     * Opens the company again; one that is open stays so.
     *
     * @throws Problem 409 {@code restore_in_progress} while a restore keeps it closed
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public CompanyRecord resume(String slug) {
        return change(slug, before -> {
            if (table.isRestoring(slug)) {
                throw Problem.conflict(
                        "restore_in_progress",
                        "A restore keeps this company closed. Wait until it has ended; where it failed, repeat it.");
            }
            table.resume(slug);
        });
    }

    /**
     * Closes the company until {@link #openAfterRestore}, whatever its suspension says.
     *
     * @return false where an earlier restore, which did not end well, has left it closed
     */
    public boolean closeForRestore(String slug) {
        boolean[] wasOpen = new boolean[1];
        change(slug, before -> {
            wasOpen[0] = !table.isRestoring(slug);
            table.closeForRestore(slug, clock.instant(), CurrentActor.get().auditName());
        });
        return wasOpen[0];
    }

    /** Leaves the suspension that there was. */
    public void openAfterRestore(String slug) {
        change(slug, before -> table.openAfterRestore(slug));
    }

    /** Opens the company's database where that failed before; throws why it cannot be opened. */
    public void requireOpened(String slug) {
        CompanyRecord one = bySlug.get(slug);
        if (one == null) {
            throw unknown();
        }
        open(one);
        RuntimeException fault = unavailable.get(slug);
        if (fault != null) {
            throw fault;
        }
    }

    /**
     * Brings one company's database to another schema version than the installation's own, ahead of the others.
     *
     * @param target a version, {@code latest}, or null for the installation's own
     */
    @PreAuthorize("@roles.any('platform_admin')")
    public CompanyRecord migrate(String slug, @Nullable String target) {
        requireKnown(slug);
        // Long, so outside the transaction; two at once wait for each other on Flyway's own lock.
        databases.migrateCompany(slug, target);
        return change(
                slug,
                before -> table.setSchemaTarget(slug, target, CurrentActor.get().auditName()));
    }

    private CompanyRecord change(String slug, Consumer<CompanyRecord> change) {
        CompanyRecord after = control.inTransaction(() -> {
            change.accept(table.lock(slug).orElseThrow(Companies::unknown));
            CompanyRecord changed = table.lock(slug).orElseThrow(Companies::unknown);
            afterCommit(() -> keep(changed));
            return changed;
        });
        return asOfNow(after);
    }

    /** @throws Problem 404 {@code unknown_company} */
    public void requireKnown(String slug) {
        if (!bySlug.containsKey(slug)) {
            throw unknown();
        }
    }

    /** 404 for a slug that a caller named. */
    public static Problem unknown() {
        return Problem.notFound("unknown_company", "There is no such company. GET /api/v1/companies names all.");
    }

    /** Reads what this and other replicas have changed. */
    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void notice() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The companies cannot be read now, what is known of them stays: {}", e.getMessage());
        }
    }

    void refresh() {
        maker.finishAbandoned();
        Set<String> before = Set.copyOf(bySlug.keySet());
        List<CompanyRecord> now = table.all();
        openAll(now.stream()
                .filter(one -> !bySlug.containsKey(one.company().slug())
                        || unavailable.containsKey(one.company().slug()))
                .toList());
        now.forEach(this::keep);
        Set<String> there = now.stream().map(one -> one.company().slug()).collect(Collectors.toSet());
        before.stream().filter(slug -> !there.contains(slug)).forEach(slug -> {
            bySlug.remove(slug);
            unavailable.remove(slug);
        });
    }

    /** What was read before a change, and arrives after it, does not undo it. */
    private void keep(CompanyRecord one) {
        CompanyRecord[] known = new CompanyRecord[1];
        bySlug.compute(one.company().slug(), (slug, before) -> {
            known[0] = before;
            return before == null || one.version() > before.version() ? one : before;
        });
        if (known[0] == null) {
            events.publishEvent(new CompanyOpened(one.company().slug()));
        }
    }

    private void openAll(List<CompanyRecord> companies) {
        CompanyMaker.inParallel(companies, this::open);
    }

    /** A fault closes this company alone. */
    private void open(CompanyRecord one) {
        String slug = one.company().slug();
        try {
            databases.openExisting(slug, one.schemaTarget());
            if (unavailable.remove(slug) != null) {
                log.info("The database of {} is open again", slug);
            }
        } catch (RuntimeException e) { // Flyway's, the driver's, ours
            if (unavailable.put(slug, e) == null) {
                log.error("The database of {} cannot be opened; the other companies work", slug, e);
            }
        }
    }

    private CompanyRecord asOfNow(CompanyRecord one) {
        Suspension suspension = one.suspension();
        return suspension != null && suspension.isOver(clock.instant())
                ? new CompanyRecord(one.company(), one.version(), null, one.schemaTarget())
                : one;
    }

    private static void requireUsableSlug(Company company) {
        if (!company.slug().matches(SLUG) || Objects.equals(company.slug(), CONTROL)) {
            throw Problem.unprocessable(
                    "slug_reserved",
                    "The slug must be 2 to 41 of a-z, 0-9 and -, begin with a letter, and not be \"control\".");
        }
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
