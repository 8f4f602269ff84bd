package io.joblane.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.CurrentCompany;
import io.joblane.database.DataFolder;
import io.joblane.database.Transactions;
import io.joblane.filestore.FileStore;
import io.joblane.filestore.FolderStore;
import io.joblane.http.RawBody;
import io.joblane.shared.Problem;
import io.joblane.storage.Belongs;
import io.joblane.storage.Destination;
import io.joblane.storage.FileKind;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Pictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

class FileKeeperTests extends DomainTest {
    private static final byte[] PICTURE = Pictures.png(20, 20);

    @Autowired
    Transactions transactions;

    @TempDir
    private Path folder;

    private DataFolder data;
    private FileTable table;
    private UploadLedger uploads;
    private Receiver receiver;
    private FileStore store;
    private Belongs trip;

    @BeforeEach
    void open() {
        data = DataFolder.lock(folder);
        table = new FileTable(jdbc, clock);
        uploads = new UploadLedger(jdbc, clock);
        receiver = new Receiver(ReceiverTests.SETTINGS, data);
        store = new FolderStore(folder.resolve("files"));
        UUID agent = rows.agent("Ada Byron");
        UUID booking = rows.booking("accepted");
        trip = Belongs.toTrip(agent, booking, rows.assignment(booking, agent, "accepted", true));
    }

    @AfterEach
    void close() {
        clock.advance(Duration.ofDays(1));
        CurrentCompany.run(COMPANY.slug(), this::sweep);
        data.close();
    }

    @Test
    void theFileIsThereWhenItsRowIs() throws IOException {
        UUID id = UUID.randomUUID();
        Kept kept = keep(store, id, PICTURE);

        assertThat(kept.added()).isTrue();
        FileTable.Row row = table.find(id).orElseThrow();
        assertThat(row.storageKey()).matches("acme/photo/2026/06/[0-9a-f-]{36}").doesNotContain(id.toString());
        try (InputStream content = store.get(row.storageKey())) {
            assertThat(content.readAllBytes()).isEqualTo(PICTURE);
        }
        assertThat(row.file().sha256()).isEqualTo(kept.file().sha256());
        assertThat(begun()).isZero();
    }

    @Test
    void aStoreThatIsAwayLeavesNoRowAndAnotherTryTakesIt() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> keep(new BrokenStore(), id, PICTURE))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.retryAfter()).isNotNull();
                });
        assertThat(table.find(id)).isEmpty();
        assertThat(keep(store, id, PICTURE).added()).isTrue();
    }

    /** As when the trip is cancelled while the phone sends. */
    @Test
    void whatMayNoLongerBeKeptIsSwept() {
        int[] asked = new int[1];
        Destination closing = () -> {
            if (asked[0]++ > 0) {
                throw Problem.conflict("trip_not_yours_now", "It is over.");
            }
            return trip;
        };
        assertThatThrownBy(() -> keeper(store).keep(FileKind.PHOTO, upload(UUID.randomUUID(), PICTURE), closing))
                .isInstanceOf(Problem.class);
        assertThat(files()).isEqualTo(1);
        assertThat(begun()).isEqualTo(1);

        assertThat(sweep()).as("it may still be under way").isZero();
        clock.advance(Duration.ofHours(3));
        assertThat(sweep()).isEqualTo(1);
        assertThat(files()).isZero();
        assertThat(begun()).isZero();
    }

    @Test
    void ofTheSameFileSentTwiceAtOnceOneIsKeptAndTheOtherSwept() throws Exception {
        UUID id = UUID.randomUUID();
        List<Future<Kept>> answers = atOnce(8, () -> keep(store, id, PICTURE));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get().file().id()).isEqualTo(id));
        assertThat(answers.stream().filter(answer -> answer.resultNow().added()))
                .hasSize(1);
        clock.advance(Duration.ofHours(3));
        sweep();
        assertThat(files()).isEqualTo(1);
        try (InputStream content = store.get(table.find(id).orElseThrow().storageKey())) {
            assertThat(content.readAllBytes()).isEqualTo(PICTURE);
        }
    }

    @Test
    void anIdThatAnotherFileHasIsRefused() {
        UUID id = UUID.randomUUID();
        keep(store, id, PICTURE);
        UUID agent = rows.agent("Bea");
        UUID booking = rows.booking("accepted");
        Belongs other = Belongs.toTrip(agent, booking, rows.assignment(booking, agent, "accepted", true));

        assertRefused("file_id_reused", () -> keeper(store).keep(FileKind.PHOTO, upload(id, PICTURE), () -> other));
        assertRefused("file_id_reused", () -> keeper(store).keep(FileKind.SIGNATURE, upload(id, PICTURE), () -> trip));
    }

    @Test
    void anAssignmentHasOnlySoManyPhotos() {
        UUID first = UUID.randomUUID();
        keep(store, first, PICTURE);
        keep(store, UUID.randomUUID(), PICTURE);
        keep(store, UUID.randomUUID(), PICTURE);

        assertRefused("too_many_photos", () -> keep(store, UUID.randomUUID(), PICTURE));
        assertThat(keep(store, first, PICTURE).added()).as("a repetition").isFalse();
        table.remove(first);
        assertThat(keep(store, UUID.randomUUID(), PICTURE).added()).isTrue();
    }

    private static void assertRefused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private Kept keep(FileStore into, UUID id, byte[] bytes) {
        return keeper(into).keep(FileKind.PHOTO, upload(id, bytes), () -> trip);
    }

    private static Upload upload(UUID id, byte[] bytes) {
        return new Upload(id, "roof.png", null, null, null, new RawBody(new ByteArrayInputStream(bytes), bytes.length));
    }

    private FileKeeper keeper(FileStore into) {
        return new FileKeeper(table, uploads, receiver, into, ReceiverTests.SETTINGS, transactions, clock);
    }

    private int sweep() {
        return new OrphanFiles(uploads, store, ReceiverTests.SETTINGS, companies, clock).sweep();
    }

    private long files() {
        try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int begun() {
        return jdbc.sql("SELECT count(*) FROM file_upload").query(Integer.class).single();
    }

    private static final class BrokenStore implements FileStore {
        @Override
        public void put(String name, Path file, String sha256) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public InputStream get(String name) throws IOException {
            throw new IOException("away");
        }

        @Override
        public void remove(String name) throws IOException {
            throw new IOException("away");
        }

        @Override
        public String describe() {
            return "a broken store";
        }
    }
}
