package io.joblane.engine.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** One file of the log. Written by one thread; read by many, up to the blocks that were published. */
final class LogSegment implements AutoCloseable {
    private static final long MAGIC = 0x4a4f424c4f473031L;
    private static final int FILE_HEADER = 16;
    private static final String PREFIX = "segment-";
    private static final String SUFFIX = ".log";

    private final Path file;
    private final FileChannel channel;
    private LogBlock[] blocks = new LogBlock[256];
    private int known;
    private volatile Published published;
    private long size;
    private long synced;

    private record Published(LogBlock[] blocks, int count) {}

    private LogSegment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.published = new Published(blocks, 0);
    }

    static boolean isSegment(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    static LogSegment create(Path folder, long firstPosition) throws IOException {
        var file = folder.resolve("%s%020d%s".formatted(PREFIX, firstPosition, SUFFIX));
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var segment = new LogSegment(file, channel);
        var header = ByteBuffer.allocate(FILE_HEADER)
                .putLong(MAGIC)
                .putLong(firstPosition)
                .flip();
        segment.writeFully(header, 0);
        segment.size = FILE_HEADER;
        channel.force(true);
        Durably.forceFolder(folder);
        segment.synced = FILE_HEADER;
        return segment;
    }

    /**
     * Reads an existing file. The last one may end in a torn tail, which is cut off; in any other, and wherever a block
     * says that the broken place was once safely on the disk, something was lost that must not be.
     */
    static LogSegment open(Path file, boolean last) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var segment = new LogSegment(file, channel);
        var content = segment.readAll();
        int end = FILE_HEADER;
        if (content.limit() < FILE_HEADER || content.getLong(0) != MAGIC) {
            end = 0;
        } else {
            for (var block = LogBlock.parse(content, end); block != null; block = LogBlock.parse(content, end)) {
                if (segment.known > 0 && block.lowest != segment.blocks[segment.known - 1].highest + 1) {
                    break;
                }
                segment.add(block);
                end += LogBlock.padded(LogBlock.HEADER + block.length);
            }
        }
        if (end < content.limit()) {
            segment.cutTail(content, end, last);
        }
        segment.size = end;
        segment.force();
        segment.publish();
        return segment;
    }

    private void cutTail(ByteBuffer content, int end, boolean last) throws IOException {
        boolean durableFollows = false;
        for (int offset = Math.max(LogBlock.padded(end) + 8, FILE_HEADER); offset < content.limit(); offset += 8) {
            if (LogBlock.parse(content, offset) != null && LogBlock.syncedOffset(content, offset) > end) {
                durableFollows = true;
                break;
            }
        }
        if (!last || durableFollows) {
            close();
            throw new EngineDataDamagedException(
                    "The engine's log %s is damaged at byte %d, before records that were already stored; restore the data folder from a backup."
                            .formatted(file.toAbsolutePath(), end));
        }
        channel.truncate(end);
    }

    private ByteBuffer readAll() throws IOException {
        var content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            // until the end of the file
        }
        return content.flip();
    }

    /** Writes the blocks behind the last one; they are not visible to readers before {@link #publish}. */
    void write(List<LogBlock> batch, ByteBuffer buffer) throws IOException {
        buffer.clear();
        long bufferedAt = size;
        for (var block : batch) {
            var bytes = block.bytes;
            if (bytes == null) {
                throw new IllegalStateException("The block at " + block.lowest + " has no content");
            }
            block.seal(bytes, synced);
            block.payloadOffset = size + LogBlock.HEADER;
            if (buffer.remaining() < bytes.capacity()) {
                bufferedAt += writeFully(buffer.flip(), bufferedAt);
                buffer.clear();
            }
            if (buffer.remaining() < bytes.capacity()) {
                bufferedAt += writeFully(bytes.duplicate().clear(), bufferedAt);
            } else {
                buffer.put(bytes.duplicate().clear());
            }
            size += bytes.capacity();
            add(block);
        }
        writeFully(buffer.flip(), bufferedAt);
    }

    private int writeFully(ByteBuffer bytes, long at) throws IOException {
        int length = bytes.remaining();
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        return length;
    }

    private void add(LogBlock block) {
        if (known == blocks.length) {
            blocks = Arrays.copyOf(blocks, known * 2);
        }
        blocks[known++] = block;
    }

    /** Brings all that was written to the disk. On the writing thread only, which is the one to know what was written. */
    void force() throws IOException {
        channel.force(false);
        synced = size;
    }

    /** As {@link #force}, but from any thread: what is written meanwhile may or may not be included. */
    void forceWhatIsThere() throws IOException {
        channel.force(false);
    }

    void publish() {
        published = new Published(blocks, known);
    }

    int count() {
        return published.count();
    }

    LogBlock block(int index) {
        return published.blocks()[index];
    }

    long firstPosition() {
        return count() == 0 ? Long.MAX_VALUE : block(0).lowest;
    }

    long lastPosition() {
        return count() == 0 ? -1 : block(count() - 1).highest;
    }

    /** The last block that begins at or before the position; the first one if none does. */
    int indexOf(long position) {
        var now = published;
        int low = 0;
        int high = now.count() - 1;
        int found = 0;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (now.blocks()[middle].lowest <= position) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    ByteBuffer read(LogBlock block) throws IOException {
        var payload = ByteBuffer.allocate(block.length);
        while (payload.hasRemaining()) {
            if (channel.read(payload, block.payloadOffset + payload.position()) < 0) {
                throw new IOException("%s ends before byte %d".formatted(file, block.payloadOffset + block.length));
            }
        }
        return payload.flip();
    }

    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
