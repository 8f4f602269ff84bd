package io.joblane.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.database.ControlDatabase;
import io.joblane.database.Databases;
import io.joblane.filestore.FileStore;
import io.joblane.filestore.FolderStore;
import io.joblane.shared.Problem;
import io.joblane.testing.SteppingClock;
import io.joblane.testing.WebTestServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The backup of the day, what is kept, and what alarms; the store can be broken. */
class BackupScheduleTests {
    private static final WebTestServer SERVER = WebTestServer.start(java.util.Map.of());
    private final SteppingClock clock = SERVER.clock();
    private final Companies companies = SERVER.bean(Companies.class);
    private final BackupLedger ledger = new BackupLedger(SERVER.bean(ControlDatabase.class), clock);
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Company company = new Company(
            "b" + UUID.randomUUID().toString().substring(0, 8),
            "Backed up",
            ZoneId.of("America/New_York"),
            "USD",
            "en-US",
            "US",
            CompanySettings.DEFAULT);

    @TempDir
    private Path folder;

    @BeforeEach
    void make() {
        companies.save(company);
    }

    @Test
    void onceADayAfterTheHourOfTheCompanysOwnDayAndOnlyTheNewestAreKept() throws Exception {
        Backups backups = backups(new FolderStore(folder), true);
        BackupWatch watch = watch(backups);
        for (int day = 0; day < 4; day++) {
            assertThat(watch.isDue(company)).as("day %s", day).isTrue();
            await(backups.start(company.slug(), "scheduled").id());
            assertThat(watch.isDue(company)).isFalse();
            clock.forward(Duration.ofHours(24));
        }
        List<BackupRun> runs = backups.page(company.slug(), null, 10);
        assertThat(runs).extracting(BackupRun::status).containsExactly("done", "done", "removed", "removed");
        try (var files = Files.list(folder.resolve(company.slug()))) {
            assertThat(files).hasSize(2);
        }
        assertThat(watch(backups(new FolderStore(folder), false)).isDue(company))
                .isFalse();
    }

    @Test
    void aFailedOneAndAMissingOneAlarmAndItIsTriedAgainAfterAnHour() throws Exception {
        Backups broken = backups(new BrokenStore(), true);
        BackupWatch watch = watch(broken);
        BackupRun failed = await(broken.start(company.slug(), "scheduled").id());
        look(watch);

        assertThat(failed.status()).isEqualTo("failed");
        assertThat(failed.error()).isEqualTo("The disk is full");
        assertThat(gauge("joblane.backup.failed")).isEqualTo(1);
        assertThat(gauge("joblane.backup.missing")).isZero();
        assertThat(watch.isDue(company)).isFalse();
        clock.forward(Duration.ofMinutes(61));
        assertThat(watch.isDue(company)).isTrue();
        clock.forward(Duration.ofHours(26));
        look(watch);
        assertThat(gauge("joblane.backup.missing")).isEqualTo(1);
        assertThat(watch.health().getDetails().get(company.slug()).toString()).contains("failed", "MISSING");

        await(backups(new FolderStore(folder), true)
                .start(company.slug(), "manual")
                .id());
        look(watch);
        assertThat(gauge("joblane.backup.failed")).isZero();
        assertThat(gauge("joblane.backup.missing")).isZero();
    }

    @Test
    void withoutAKeyNothingIsWritten() {
        assertThatThrownBy(() -> backups(new FolderStore(folder), false).start(company.slug(), "manual"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("backup_not_configured"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneAtATimeAndOneWhoseProcessIsGoneIsNoticedAndTriedAgain() throws Exception {
        Backups backups = backups(new FolderStore(folder), true);
        try (RunLocks other = new RunLocks(SERVER.bean(Databases.class));
                RunLocks.Held running = other.tryTake("backup", company.slug()).orElseThrow()) {
            running.require();
            ledger.begin(company.slug(), "scheduled");
            assertThatThrownBy(() -> backups.start(company.slug(), "manual"))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.code()).isEqualTo("backup_in_progress"));
            backups.noticeAbandoned(company.slug());
            assertThat(ledger.isRunning(company.slug())).isTrue();
        }
        backups.noticeAbandoned(company.slug());
        assertThat(backups.page(company.slug(), null, 1).get(0).status()).isEqualTo("failed");
        clock.forward(Duration.ofMinutes(61));
        assertThat(watch(backups).isDue(company)).isTrue();
        assertThat(await(backups.start(company.slug(), "scheduled").id()).status())
                .isEqualTo("done");
    }

    @Test
    void aGoodBackupStaysGoodWhereAnOldOneCannotBeRemoved() throws Exception {
        Backups backups = backups(new KeepingStore(new FolderStore(folder)), true);
        for (int i = 0; i < 3; i++) {
            await(backups.start(company.slug(), "manual").id());
        }
        for (int i = 0; i < 500 && backups.notRemoved() == 0; i++) {
            Thread.sleep(20);
        }
        assertThat(backups.notRemoved()).isEqualTo(1);
        List<BackupRun> runs = backups.page(company.slug(), null, 10);
        assertThat(runs).extracting(BackupRun::status).containsOnly("done").hasSize(3);
        ledger.failed(runs.get(0).id(), "too late");
        assertThat(backups.get(company.slug(), runs.get(0).id()).status()).isEqualTo("done");
    }

    private Backups backups(FileStore store, boolean withKey) {
        Optional<BackupKey> key = withKey
                ? Optional.of(BackupKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="))
                : Optional.empty();
        return new Backups(
                SERVER.bean(Databases.class),
                companies,
                ledger,
                store,
                new BackupConfiguration.BackupKeys(key),
                settings(),
                new DatabaseDump(new JsonMapper()),
                new RunLocks(SERVER.bean(Databases.class)));
    }

    private static BackupSettings settings() {
        return new BackupSettings(
                "",
                "",
                3,
                2,
                Duration.ofHours(26),
                new io.joblane.filestore.S3Settings("", java.net.URI.create("http://localhost"), "", "", ""));
    }

    private BackupWatch watch(Backups backups) {
        return new BackupWatch(backups, ledger, onlyThisOne(), settings(), metrics, clock);
    }

    /** So that looking begins nothing for the other tests' companies. */
    private Companies onlyThisOne() {
        Companies one = org.mockito.Mockito.mock(Companies.class);
        org.mockito.Mockito.when(one.all()).thenReturn(List.of(company));
        return one;
    }

    /** Also begins what is due, which must have ended before the next look. */
    private void look(BackupWatch watch) throws InterruptedException {
        watch.look();
        BackupRun newest = ledger.page(company.slug(), null, 1).get(0);
        await(newest.id());
        watch.look();
    }

    private double gauge(String name) {
        return metrics.get(name).tag("company", company.slug()).gauge().value();
    }

    private BackupRun await(UUID id) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            BackupRun run = ledger.find(company.slug(), id).orElseThrow();
            if (!run.status().equals("running")) {
                return run;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("The backup does not end");
    }

    private record KeepingStore(FileStore store) implements FileStore {
        @Override
        public void put(String name, Path file, String sha256) throws IOException {
            store.put(name, file, sha256);
        }

        @Override
        public java.io.InputStream get(String name) throws IOException {
            return store.get(name);
        }

        @Override
        public void remove(String name) throws IOException {
            throw new IOException("Read only");
        }

        @Override
        public String describe() {
            return store.describe();
        }
    }

    private static final class BrokenStore implements FileStore {
        @Override
        public void put(String name, Path file, String sha256) throws IOException {
            throw new IOException("The disk is full");
        }

        @Override
        public java.io.InputStream get(String name) throws IOException {
            throw new IOException("The disk is full");
        }

        @Override
        public void remove(String name) {}

        @Override
        public String describe() {
            return "broken";
        }
    }
}
