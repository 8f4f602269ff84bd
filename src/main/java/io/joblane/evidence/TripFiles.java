package io.joblane.evidence;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.Bookings;
import io.joblane.database.Transactions;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.storage.Belongs;
import io.joblane.storage.Destination;
import io.joblane.storage.FileKind;
import io.joblane.storage.FileView;
import io.joblane.storage.StoredFiles;
import io.joblane.storage.StoredFiles.Kept;
import io.joblane.storage.Upload;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Files of trips: the agent who has the trip adds them, from its acceptance until a day after its end. */
@Service
public class TripFiles {
    private static final Duration AFTERWARDS = Duration.ofHours(24);
    private static final Set<AssignmentStatus> UNDER_WAY = Set.of(
            AssignmentStatus.ACCEPTED,
            AssignmentStatus.EN_ROUTE_PICKUP,
            AssignmentStatus.ARRIVED,
            AssignmentStatus.IN_PROGRESS);

    private final StoredFiles files;
    private final Bookings bookings;
    private final SignedInAgent self;
    private final Transactions transactions;
    private final Clock clock;

    TripFiles(StoredFiles files, Bookings bookings, SignedInAgent self, Transactions transactions, Clock clock) {
        this.files = files;
        this.bookings = bookings;
        this.self = self;
        this.transactions = transactions;
        this.clock = clock;
    }

    @AgentOnly
    public Kept addPhoto(UUID bookingId, Upload upload) {
        return files.keep(FileKind.PHOTO, upload, () -> ownTrip(bookingId));
    }

    /** A later signature takes the place of an earlier one. */
    @AgentOnly
    public Kept addSignature(UUID bookingId, Upload upload) {
        return files.keep(FileKind.SIGNATURE, upload, new Destination() {
            @Override
            public Belongs check() {
                return ownTrip(bookingId);
            }

            @Override
            public void kept(FileView file) {
                files.removeOthers(file);
            }
        });
    }

    @AgentOnly
    public List<FileView> ofOwn(UUID bookingId) {
        return transactions.run(() -> {
            UUID agent = self.may(AgentAction.VIEW_HISTORY).id();
            if (bookings.assignments(bookingId).stream()
                    .noneMatch(tie -> tie.agentId().equals(agent))) {
                throw unknown();
            }
            return files.ofBooking(bookingId);
        });
    }

    @Staff
    public List<FileView> of(UUID bookingId) {
        return transactions.run(() -> {
            if (bookings.find(bookingId).isEmpty()) {
                throw unknown();
            }
            return files.ofBooking(bookingId);
        });
    }

    private Belongs ownTrip(UUID bookingId) {
        UUID agent = self.may(AgentAction.UPLOAD_PHOTOS).id();
        List<AssignmentView> own = bookings.assignments(bookingId).stream()
                .filter(tie -> tie.agentId().equals(agent))
                .toList();
        if (own.isEmpty()) {
            throw unknown();
        }
        Instant latestEnd = clock.instant().minus(AFTERWARDS);
        return own.stream()
                .filter(tie -> UNDER_WAY.contains(tie.status()) || isCompletedSince(tie, latestEnd))
                .findFirst()
                .map(tie -> Belongs.toTrip(agent, bookingId, tie.id()))
                .orElseThrow(() -> Problem.conflict(
                        "trip_not_yours_now",
                        "Files are taken from the moment you accept a trip until 24 hours after you completed it."));
    }

    private static boolean isCompletedSince(AssignmentView tie, Instant moment) {
        Instant completed = tie.completedAt();
        return tie.status() == AssignmentStatus.COMPLETED && completed != null && !completed.isBefore(moment);
    }

    private static Problem unknown() {
        return Problem.notFound("booking_unknown", "There is no such booking of yours.");
    }
}
