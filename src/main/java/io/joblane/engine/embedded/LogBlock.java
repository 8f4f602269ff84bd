package io.joblane.engine.embedded;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One append to the log: a batch of records that is written, or lost, as a whole.
 *
 * <p>On disk: magic, payload length, checksum over all that follows, a spare int, lowest and highest position, the offset
 * in the file up to which everything was already on the disk when this block was written, the payload, padding to eight
 * bytes. The synced offset tells a torn tail (nothing durable is behind it) from damage (something durable is).
 */
final class LogBlock {
    static final int HEADER = 40;
    private static final int MAGIC = 0x4a4c424b;
    private static final int CHECKED_FROM = 12;
    private static final int MAX_PAYLOAD = 64 * 1024 * 1024;

    final long lowest;
    final long highest;
    final int length;
    long payloadOffset = -1;
    /** Header, payload and padding; gone once the block is only on disk. */
    volatile @Nullable ByteBuffer bytes;

    private LogBlock(long lowest, long highest, int length) {
        this.lowest = lowest;
        this.highest = highest;
        this.length = length;
    }

    /** A new block whose payload the caller writes at {@link #HEADER} of its bytes. */
    static LogBlock toAppend(long lowest, long highest, int length) {
        var block = new LogBlock(lowest, highest, length);
        block.bytes = ByteBuffer.allocate(padded(HEADER + length));
        return block;
    }

    static int padded(int size) {
        return (size + 7) & ~7;
    }

    /** Fills in the header; the block is then ready to be written. */
    void seal(ByteBuffer buffer, long syncedOffset) {
        buffer.putInt(0, MAGIC)
                .putInt(4, length)
                .putLong(16, lowest)
                .putLong(24, highest)
                .putLong(32, syncedOffset);
        buffer.putInt(8, checksum(buffer, 0, length));
    }

    /** The block at this offset of a segment's content, or null if there is none that is whole. */
    static @Nullable LogBlock parse(ByteBuffer content, int offset) {
        if (offset + HEADER > content.limit() || content.getInt(offset) != MAGIC) {
            return null;
        }
        int length = content.getInt(offset + 4);
        if (length <= 0 || length > MAX_PAYLOAD || offset + HEADER + length > content.limit()) {
            return null;
        }
        if (content.getInt(offset + 8) != checksum(content, offset, length)) {
            return null;
        }
        var block = new LogBlock(content.getLong(offset + 16), content.getLong(offset + 24), length);
        block.payloadOffset = (long) offset + HEADER;
        return block;
    }

    static long syncedOffset(ByteBuffer content, int offset) {
        return content.getLong(offset + 32);
    }

    private static int checksum(ByteBuffer content, int offset, int length) {
        var crc = new CRC32C();
        crc.update(content.slice(offset + CHECKED_FROM, HEADER - CHECKED_FROM + length));
        return (int) crc.getValue();
    }
}
