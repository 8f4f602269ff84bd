package io.joblane.storage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files as other modules keep and find them. The callers decide who may. Lists leave out what was removed. */
public interface StoredFiles {
    /**
     * Takes a file in, not inside a transaction. Whoever sends the same id for the same place again gets the file as it was
     * kept the first time.
     *
     * @throws io.joblane.shared.Problem 413 too large, 415 of another type than its kind allows, 422 an image that is none or
     *     an id that was used for something else, 503 where the store does not answer
     */
    Kept keep(FileKind kind, Upload upload, Destination destination);

    /** @param added false where the file was there before */
    record Kept(FileView file, boolean added) {}

    /** Joins the caller's transaction, as all of these. */
    Optional<FileView> find(UUID id);

    /** Oldest first. */
    List<FileView> ofBooking(UUID bookingId);

    /** Oldest first. */
    List<FileView> ofJob(UUID jobId);

    /** Oldest first. */
    List<FileView> ofDocument(UUID documentId);

    /** How many of that kind the assignment has. */
    int count(UUID assignmentId, FileKind kind);

    /** Softly: the content stays in the store. One that is not there is as good as removed. */
    void remove(UUID id);

    /** Removes the assignment's other files of this file's kind; what came last counts. */
    void removeOthers(FileView file);
}
