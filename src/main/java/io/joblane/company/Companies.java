package io.joblane.company;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.ControlDatabase;
import io.joblane.database.Databases;
import io.joblane.database.UnknownCompanyException;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The companies, kept in memory and read anew every two seconds, so that what one replica does is soon known to the others.
 * A company that is listed here has its database open here.
 */
@Service
public class Companies {
    /** Also the name of the company's database, after the installation's prefix. */
    public static final String SLUG = "[a-z][a-z0-9-]{1,40}";

    private static final Logger log = LoggerFactory.getLogger(Companies.class);
    private static final String CONTROL = "control";
    /** Migrating is work for the server's processors; more at once make no sense. */
    private static final int OPENED_AT_ONCE = 4;

    private final CompanyTable table;
    private final ControlDatabase control;
    private final Databases databases;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, CompanyRecord> bySlug = new ConcurrentHashMap<>();

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
        List<CompanyRecord> known = table.all();
        openAll(known);
        known.forEach(one -> bySlug.put(one.company().slug(), one));
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
        return findRecord(slug).map(CompanyRecord::suspension);
    }

    /** @throws Problem 503 {@code company_suspended} */
    public void requireActive(String slug) {
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
        refresh();
    }

    /**
     * Makes a company: its row, its database, its schema. What was made before it failed half-way is used when it is repeated.
     * Joins the caller's transaction of the control database; the company is there for everybody once that has committed.
     *
     * @throws Problem 409 {@code company_exists}, 422 {@code slug_reserved}
     */
    public CompanyRecord create(Company company) {
        requireUsableSlug(company);
        return control.inTransaction(() -> {
            if (!table.insert(company, CurrentActor.get().auditName())) {
                throw Problem.conflict(
                        "company_exists", "There is a company " + company.slug() + ". Choose another slug.");
            }
            databases.openCompany(company.slug(), null);
            afterCommit(() -> keep(table.all().stream()
                    .filter(one -> one.company().slug().equals(company.slug()))
                    .findFirst()
                    .orElseThrow()));
            return new CompanyRecord(company, 0, null, null);
        });
    }

    /**
     * @param checkVersion gets the version that is there and throws where the caller expected another
     * @param change must keep the slug
     */
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

    /** Opens the company again; one that is open stays so. */
    public CompanyRecord resume(String slug) {
        return change(slug, before -> table.resume(slug));
    }

    /**
     * Brings one company's database to another schema version than the installation's own, ahead of the others.
     *
     * @param target a version, {@code latest}, or null for the installation's own
     */
    public CompanyRecord migrate(String slug, @Nullable String target) {
        return change(slug, before -> {
            databases.migrateCompany(slug, target);
            table.setSchemaTarget(slug, target, CurrentActor.get().auditName());
        });
    }

    private CompanyRecord change(String slug, java.util.function.Consumer<CompanyRecord> change) {
        CompanyRecord after = control.inTransaction(() -> {
            change.accept(table.lock(slug).orElseThrow(Companies::unknown));
            return table.lock(slug).orElseThrow(Companies::unknown);
        });
        bySlug.put(slug, after);
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
        List<CompanyRecord> now = table.all();
        openAll(now.stream()
                .filter(one -> !bySlug.containsKey(one.company().slug()))
                .toList());
        now.forEach(this::keep);
        bySlug.keySet().retainAll(now.stream().map(one -> one.company().slug()).toList());
    }

    private void keep(CompanyRecord one) {
        if (bySlug.put(one.company().slug(), one) == null) {
            events.publishEvent(new CompanyOpened(one.company().slug()));
        }
    }

    private void openAll(List<CompanyRecord> companies) {
        try (var threads = Executors.newFixedThreadPool(OPENED_AT_ONCE)) {
            List<Future<?>> opening = companies.stream()
                    .<Future<?>>map(one -> threads.submit(
                            () -> databases.openCompany(one.company().slug(), one.schemaTarget())))
                    .toList();
            for (Future<?> one : opening) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
