package io.joblane.engine.embedded;

import io.camunda.zeebe.logstreams.storage.LogStorage;
import io.camunda.zeebe.logstreams.storage.LogStorageReader;
import io.camunda.zeebe.util.buffer.BufferWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's log on disk. One thread writes what was appended since it last looked as one group, forces it to the disk,
 * and only then shows it to readers and listeners: what the engine processes, pushes or answers rests on records that
 * survive.
 */
final class DurableLog implements LogStorage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableLog.class);
    private static final int CACHED_BYTES = 8 * 1024 * 1024;
    private static final int BUFFER_BYTES = 1024 * 1024;

    private final Path folder;
    private final boolean fsync;
    private final long segmentBytes;
    private final CopyOnWriteArrayList<LogSegment> segments = new CopyOnWriteArrayList<>();
    private final Set<CommitListener> commitListeners = new CopyOnWriteArraySet<>();
    private final ArrayDeque<LogBlock> cached = new ArrayDeque<>();
    private long cachedBytes;
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread writer = new Thread(this::writeUntilClosed, "engine-log");

    private final Object lock = new Object();
    private List<Append> pending = new ArrayList<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long appended;
    private long durable;
    private long writtenBytes;
    private boolean closing;
    private volatile @Nullable IOException failure;
    private volatile Runnable onFailure = () -> {};

    private record Append(LogBlock block, AppendListener listener) {}

    private record Waiting(long until, Runnable action) {}

    private DurableLog(Path folder, boolean fsync, long segmentBytes) {
        this.folder = folder;
        this.fsync = fsync;
        this.segmentBytes = segmentBytes;
    }

    static DurableLog open(Path folder, boolean fsync, long segmentBytes) throws IOException {
        var log = new DurableLog(folder, fsync, segmentBytes);
        Files.createDirectories(folder);
        try {
            log.recover();
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    private void recover() throws IOException {
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.filter(LogSegment::isSegment).sorted().toList();
        }
        long next = -1;
        for (int i = 0; i < files.size(); i++) {
            boolean last = i == files.size() - 1;
            var segment = LogSegment.open(files.get(i), last);
            if (segment.count() == 0) {
                // made by the roll to the next file, which a crash interrupted before its first block
                segment.delete();
                continue;
            }
            segments.add(segment);
            if (next >= 0 && segment.firstPosition() != next) {
                throw new EngineDataDamagedException(
                        "The engine's log %s begins at record %d where %d is expected; restore the data folder from a backup."
                                .formatted(segment.file().toAbsolutePath(), segment.firstPosition(), next));
            }
            next = segment.lastPosition() + 1;
        }
    }

    /** The position of the last record that survives, or -1. */
    long lastPosition() {
        return segments.isEmpty() ? -1 : segments.get(segments.size() - 1).lastPosition();
    }

    /** The position of the first record that is still there, or -1. */
    long firstPosition() {
        return segments.isEmpty() ? -1 : segments.get(0).firstPosition();
    }

    /** Bytes written since the log was opened. */
    long writtenBytes() {
        synchronized (lock) {
            return writtenBytes;
        }
    }

    boolean isHealthy() {
        return failure == null && writer.isAlive();
    }

    /** What to do when the disk does not take a record: after that nothing can be processed any more. */
    void onFailure(Runnable action) {
        onFailure = action;
    }

    @Override
    public LogStorageReader newReader() {
        return new Reader();
    }

    @Override
    public void append(long lowest, long highest, BufferWriter content, AppendListener listener) {
        var block = LogBlock.toAppend(lowest, highest, content.getLength());
        var bytes = block.bytes;
        content.write(new UnsafeBuffer(bytes, LogBlock.HEADER, block.length), 0);
        synchronized (lock) {
            if (closing || failure != null) {
                throw new IllegalStateException("The engine's log no longer accepts records", failure);
            }
            pending.add(new Append(block, listener));
            appended++;
            if (pending.size() == 1) {
                lock.notifyAll();
            }
        }
    }

    @Override
    public void addCommitListener(CommitListener listener) {
        commitListeners.add(listener);
    }

    @Override
    public void removeCommitListener(CommitListener listener) {
        commitListeners.remove(listener);
    }

    /** Runs the action once all that has been appended so far survives a crash; actions run in the order they came. */
    void whenDurable(Runnable action) {
        synchronized (lock) {
            if (durable >= appended && waiting.isEmpty()) {
                action.run();
            } else {
                waiting.add(new Waiting(appended, action));
            }
        }
    }

    /** Waits until all that has been appended so far is on the disk, whatever the fsync setting says. */
    void force() throws IOException, InterruptedException {
        synchronized (lock) {
            long until = appended;
            while (durable < until && failure == null && writer.isAlive()) {
                lock.wait(100);
            }
            if (durable < until) {
                throw new IOException("The engine's log could not be written", failure);
            }
        }
        if (!fsync && !segments.isEmpty()) {
            segments.get(segments.size() - 1).forceWhatIsThere();
        }
    }

    /** Drops the segments of which everything lies before the position. */
    void compact(long position) throws IOException {
        while (segments.size() > 1 && segments.get(1).firstPosition() <= position) {
            segments.remove(0).delete();
        }
    }

    private void writeUntilClosed() {
        try {
            for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                var segment = write(batch);
                segment.publish();
                publish(batch);
            }
        } catch (IOException e) {
            LOG.error("Writing the engine's log failed; the engine stops working until it is started again", e);
            synchronized (lock) {
                failure = e;
                lock.notifyAll();
            }
            onFailure.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Append> nextBatch() throws InterruptedException {
        synchronized (lock) {
            while (pending.isEmpty() && !closing) {
                lock.wait();
            }
            var batch = pending;
            pending = new ArrayList<>(batch.size() + 8);
            return batch;
        }
    }

    private LogSegment write(List<Append> batch) throws IOException {
        var blocks = new ArrayList<LogBlock>(batch.size());
        for (var append : batch) {
            blocks.add(append.block());
        }
        var segment = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (segment == null || segment.size() >= segmentBytes) {
            if (segment != null) {
                segment.force();
            }
            segment = LogSegment.create(folder, blocks.get(0).lowest);
            segments.add(segment);
        }
        segment.write(blocks, writeBuffer);
        if (fsync) {
            segment.force();
        }
        keepInMemory(blocks);
        return segment;
    }

    private void keepInMemory(List<LogBlock> blocks) {
        for (var block : blocks) {
            cached.add(block);
            cachedBytes += block.length;
        }
        while (cachedBytes > CACHED_BYTES) {
            var oldest = cached.remove();
            oldest.bytes = null;
            cachedBytes -= oldest.length;
        }
    }

    private void publish(List<Append> batch) {
        for (var append : batch) {
            append.listener().onWrite(append.block().lowest, append.block().highest);
            append.listener().onCommit(append.block().lowest, append.block().highest);
        }
        commitListeners.forEach(CommitListener::onCommit);
        synchronized (lock) {
            durable += batch.size();
            for (var append : batch) {
                writtenBytes += append.block().length + (long) LogBlock.HEADER;
            }
            while (!waiting.isEmpty() && waiting.peek().until() <= durable) {
                waiting.remove().action().run();
            }
            lock.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var segment : segments) {
            segment.close();
        }
    }

    private final class Reader implements LogStorageReader {
        private @Nullable LogSegment segment;
        private int next;

        @Override
        public void seek(long position) {
            segment = null;
            next = 0;
            for (var candidate : segments) {
                if (candidate.count() > 0 && (segment == null || candidate.firstPosition() <= position)) {
                    segment = candidate;
                }
            }
            if (segment != null) {
                next = segment.indexOf(position);
            }
        }

        @Override
        public boolean hasNext() {
            if (segment == null) {
                seek(Long.MIN_VALUE);
            }
            if (segment == null) {
                return false;
            }
            if (next < segment.count()) {
                return true;
            }
            int following = segments.indexOf(segment) + 1;
            if (following < segments.size() && segments.get(following).count() > 0) {
                segment = segments.get(following);
                next = 0;
                return true;
            }
            return false;
        }

        @Override
        public DirectBuffer next() {
            if (!hasNext() || segment == null) {
                throw new NoSuchElementException();
            }
            var block = segment.block(next);
            var bytes = block.bytes;
            try {
                var content = bytes != null
                        ? new UnsafeBuffer(bytes, LogBlock.HEADER, block.length)
                        : new UnsafeBuffer(segment.read(block));
                next++;
                return content;
            } catch (IOException e) {
                throw new UncheckedIOException("The engine's log cannot be read", e);
            }
        }

        @Override
        public void close() {
            segment = null;
        }
    }
}
