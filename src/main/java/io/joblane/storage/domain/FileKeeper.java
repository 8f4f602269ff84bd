package io.joblane.storage.domain;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.filestore.FileStore;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.storage.Belongs;
import io.joblane.storage.Destination;
import io.joblane.storage.FileKind;
import io.joblane.storage.FileView;
import io.joblane.storage.StoredFiles;
import io.joblane.storage.Upload;
import io.joblane.storage.domain.Receiver.Received;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/** First the file, then its row: a row without a file is never seen, a file without a row is swept. */
@Service
class FileKeeper implements StoredFiles {
    private static final Logger log = LoggerFactory.getLogger(FileKeeper.class);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy/MM").withZone(ZoneOffset.UTC);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final FileTable table;
    private final UploadLedger uploads;
    private final Receiver receiver;
    private final FileStore store;
    private final StorageSettings settings;
    private final Transactions transactions;
    private final Clock clock;

    FileKeeper(
            FileTable table,
            UploadLedger uploads,
            Receiver receiver,
            @Qualifier("agentFiles") FileStore store,
            StorageSettings settings,
            Transactions transactions,
            Clock clock) {
        this.table = table;
        this.uploads = uploads;
        this.receiver = receiver;
        this.store = store;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Kept keep(FileKind kind, Upload upload, Destination destination) {
        Optional<Kept> before = transactions.run(() -> {
            Belongs to = destination.check();
            Optional<Kept> known = known(kind, upload, to);
            if (known.isEmpty()) {
                requireRoom(kind, to);
            }
            return known;
        });
        return before.orElseGet(() -> receive(kind, upload, destination));
    }

    private Kept receive(FileKind kind, Upload upload, Destination destination) {
        try (Received received = receiver.receive(kind, upload.body())) {
            String key = key(kind);
            transactions.run(() -> {
                uploads.begin(key);
                return key;
            });
            store(key, received);
            return transactions.run(() -> {
                Belongs to = destination.check();
                FileView file = file(kind, upload, received, to);
                if (!table.add(file, key)) {
                    return known(kind, upload, to).orElseThrow(FileKeeper::reused);
                }
                uploads.end(key);
                destination.kept(file);
                return new Kept(file, true);
            });
        }
    }

    private void store(String key, Received received) {
        try {
            store.put(key, received.file(), received.sha256());
        } catch (IOException e) {
            log.error("A file cannot be kept in {}", store.describe(), e);
            throw Problem.unavailable(
                    "file_store_unavailable", "The file cannot be kept at the moment. Send it again later.", RETRY);
        }
    }

    private Optional<Kept> known(FileKind kind, Upload upload, Belongs to) {
        return table.find(upload.id()).map(FileTable.Row::file).map(file -> {
            boolean same = file.kind() == kind
                    && new Belongs(
                                    file.agentId(),
                                    file.bookingId(),
                                    file.jobId(),
                                    file.assignmentId(),
                                    file.documentId())
                            .equals(to);
            if (!same) {
                throw reused();
            }
            return new Kept(file, false);
        });
    }

    private void requireRoom(FileKind kind, Belongs to) {
        UUID assignment = to.assignmentId();
        if (kind == FileKind.PHOTO
                && assignment != null
                && table.count(assignment, kind) >= settings.photosPerAssignment()) {
            throw Problem.conflict(
                    "too_many_photos",
                    "There are " + settings.photosPerAssignment() + " photos already, which is the most.");
        }
    }

    private FileView file(FileKind kind, Upload upload, Received received, Belongs to) {
        Instant taken = upload.takenAt();
        return new FileView(
                upload.id(),
                kind,
                received.contentType(),
                received.size(),
                received.sha256(),
                FileName.of(upload.name(), kind, received.contentType()),
                to.agentId(),
                to.bookingId(),
                to.jobId(),
                to.assignmentId(),
                to.documentId(),
                upload.signer(),
                CurrentActor.get().label(),
                taken == null ? null : asKept(taken),
                upload.position(),
                asKept(clock.instant()),
                false);
    }

    /** The first answer and every later one say the same. */
    private static Instant asKept(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    /** Never the client's id: two files that claim the same one must not overwrite each other. */
    private String key(FileKind kind) {
        return CurrentCompany.required()
                + '/'
                + LowerCase.of(kind)
                + '/'
                + MONTH.format(clock.instant())
                + '/'
                + UUID.randomUUID();
    }

    private static Problem reused() {
        return Problem.unprocessable(
                "file_id_reused", "This id was used for another file. Make a new one for each file.");
    }

    @Override
    public Optional<FileView> find(UUID id) {
        return table.find(id).map(FileTable.Row::file).filter(file -> !file.deleted());
    }

    @Override
    public List<FileView> ofBooking(UUID bookingId) {
        return table.of("booking_id", bookingId);
    }

    @Override
    public List<FileView> ofJob(UUID jobId) {
        return table.of("job_id", jobId);
    }

    @Override
    public List<FileView> ofDocument(UUID documentId) {
        return table.of("document_id", documentId);
    }

    @Override
    public int count(UUID assignmentId, FileKind kind) {
        return table.count(assignmentId, kind);
    }

    @Override
    public void remove(UUID id) {
        table.remove(id);
    }

    @Override
    public void removeOthers(FileView file) {
        table.removeOthers(file);
    }
}
