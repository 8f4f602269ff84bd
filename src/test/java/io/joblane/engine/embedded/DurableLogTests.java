package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.zeebe.logstreams.storage.LogStorage.AppendListener;
import io.camunda.zeebe.util.buffer.DirectBufferWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTests {
    private static final long ONE_SEGMENT = 1024 * 1024;
    private static final AppendListener NOBODY = new AppendListener() {};

    @TempDir
    Path folder;

    private static byte[] content(long position) {
        return "record %d with a length of its own %s"
                .formatted(position, "x".repeat((int) (position % 7)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void append(DurableLog log, long position) {
        append(log, position, NOBODY);
    }

    private static void append(DurableLog log, long position, AppendListener listener) {
        log.append(position, position, new DirectBufferWriter().wrap(new UnsafeBuffer(content(position))), listener);
    }

    private void written(long from, long to, long segmentBytes) throws Exception {
        try (var log = DurableLog.open(folder, true, segmentBytes)) {
            for (long position = from; position <= to; position++) {
                append(log, position);
                log.force();
            }
        }
    }

    private static List<String> read(DurableLog log, long from) {
        var found = new ArrayList<String>();
        try (var reader = log.newReader()) {
            reader.seek(from);
            while (reader.hasNext()) {
                var block = reader.next();
                var bytes = new byte[block.capacity()];
                block.getBytes(0, bytes);
                found.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private static List<String> expected(long from, long to) {
        var all = new ArrayList<String>();
        for (long position = from; position <= to; position++) {
            all.add(new String(content(position), StandardCharsets.UTF_8));
        }
        return all;
    }

    private Path onlySegment() throws IOException {
        return segments().get(0);
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(LogSegment::isSegment).sorted().toList();
        }
    }

    private void truncate(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private void flip(Path file, long at) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x10)}), at);
        }
    }

    @Test
    void whatWasWrittenIsReadAgainAfterReopening() throws Exception {
        written(1, 50, 700);
        written(51, 60, 700);
        assertThat(segments()).hasSizeGreaterThan(3);
        try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
            assertThat(log.firstPosition()).isEqualTo(1);
            assertThat(log.lastPosition()).isEqualTo(60);
            assertThat(read(log, Long.MIN_VALUE)).isEqualTo(expected(1, 60));
            assertThat(read(log, 37)).isEqualTo(expected(37, 60));
            assertThat(read(log, Long.MAX_VALUE)).isEqualTo(expected(60, 60));
        }
    }

    @Test
    void aReaderGoesOnFromMemoryAndFromDisk() throws Exception {
        written(1, 5, ONE_SEGMENT);
        try (var log = DurableLog.open(folder, false, ONE_SEGMENT);
                var reader = log.newReader()) {
            reader.seek(Long.MIN_VALUE);
            for (int i = 0; i < 5; i++) {
                reader.next();
            }
            assertThat(reader.hasNext()).isFalse();
            append(log, 6);
            log.force();
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.next().capacity()).isEqualTo(content(6).length);
        }
    }

    @Test
    void aTailCutAtAnyByteOfTheLastBlockIsForgottenWhole() throws Exception {
        written(1, 4, ONE_SEGMENT);
        long before = Files.size(onlySegment());
        written(5, 5, ONE_SEGMENT);
        var whole = Files.readAllBytes(onlySegment());
        int padding = whole.length - (int) (before + LogBlock.HEADER + content(5).length);
        for (long size = before; size < whole.length - padding; size++) {
            Files.write(onlySegment(), whole);
            truncate(onlySegment(), size);
            try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
                assertThat(log.lastPosition()).as("cut at %d", size).isEqualTo(4);
                append(log, 5);
                log.force();
            }
            assertThat(Files.readAllBytes(onlySegment()))
                    .as("cut at %d, then written on", size)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aByteThatIsWrongInTheLastBlockCutsIt() throws Exception {
        written(1, 4, ONE_SEGMENT);
        long before = Files.size(onlySegment());
        written(5, 5, ONE_SEGMENT);
        var whole = Files.readAllBytes(onlySegment());
        long end = before + LogBlock.HEADER + content(5).length;
        for (long at = before; at < end; at++) {
            Files.write(onlySegment(), whole);
            flip(onlySegment(), at);
            try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
                assertThat(log.lastPosition()).as("wrong at %d", at).isEqualTo(4);
            }
        }
    }

    @Test
    void aGroupThatIsTornInTheMiddleIsCutThere() throws Exception {
        written(1, 2, ONE_SEGMENT);
        long before = Files.size(onlySegment());
        try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
            var groupIsComplete = new CountDownLatch(1);
            append(log, 3, new AppendListener() {
                @Override
                public void onCommit(long index, long highestPosition) {
                    try {
                        groupIsComplete.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            // what comes while the first is being published is written as one group
            for (long position = 4; position <= 9; position++) {
                append(log, position);
            }
            groupIsComplete.countDown();
            log.force();
        }
        long third = before + LogBlock.padded(LogBlock.HEADER + content(3).length);
        long fourth = third + LogBlock.padded(LogBlock.HEADER + content(4).length);
        // the last group was never confirmed: any part of it may have reached the disk, in any order
        flip(onlySegment(), fourth + LogBlock.HEADER);
        try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
            assertThat(read(log, 1)).isEqualTo(expected(1, 4));
        }
    }

    @Test
    void damageBeforeWhatWasStoredStopsTheStart() throws Exception {
        written(1, 9, ONE_SEGMENT);
        flip(onlySegment(), 16 + LogBlock.HEADER + 3);
        assertThatThrownBy(() -> DurableLog.open(folder, true, ONE_SEGMENT))
                .isInstanceOf(EngineDataDamagedException.class)
                .hasMessageContaining("damaged at byte 16");
    }

    @Test
    void aMissingSegmentStopsTheStart() throws Exception {
        written(1, 40, 700);
        Files.delete(segments().get(1));
        assertThatThrownBy(() -> DurableLog.open(folder, true, 700)).isInstanceOf(EngineDataDamagedException.class);
    }

    @Test
    void aSegmentBegunButEmptyIsNoFault() throws Exception {
        written(1, 5, ONE_SEGMENT);
        LogSegment.create(folder, 6).close();
        Files.createFile(folder.resolve("segment-00000000000000000007.log"));
        written(6, 6, ONE_SEGMENT);
        try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
            assertThat(read(log, 1)).isEqualTo(expected(1, 6));
        }
    }

    @Test
    void compactionDropsOnlySegmentsThatAreWhollyBehind() throws Exception {
        written(1, 60, 700);
        var all = segments().size();
        try (var log = DurableLog.open(folder, true, 700)) {
            log.compact(30);
            assertThat(segments()).hasSizeLessThan(all);
            assertThat(log.firstPosition()).isGreaterThan(1).isLessThanOrEqualTo(30);
            assertThat(read(log, 30)).isEqualTo(expected(30, 60));
            log.compact(1_000);
            assertThat(segments()).hasSize(1);
            assertThat(log.lastPosition()).isEqualTo(60);
        }
        written(61, 62, 700);
        try (var log = DurableLog.open(folder, true, 700)) {
            assertThat(read(log, 61)).isEqualTo(expected(61, 62));
        }
    }

    @Test
    void actionsRunInOrderAndOnlyWhenTheirRecordsAreReadable() throws Exception {
        try (var log = DurableLog.open(folder, true, ONE_SEGMENT)) {
            var seen = new ArrayList<Integer>();
            for (int position = 1; position <= 200; position++) {
                append(log, position);
                int now = position;
                log.whenDurable(() -> {
                    assertThat(log.lastPosition()).isGreaterThanOrEqualTo(now);
                    seen.add(now);
                });
            }
            log.force();
            assertThat(seen).hasSize(200).isSorted();
        }
    }

    @Test
    void aFailedWriteIsToldAndEndsTheLog() throws Exception {
        var log = DurableLog.open(folder, true, 20);
        append(log, 1);
        log.force();
        // the next segment cannot be created any more
        Durably.deleteTree(folder);
        append(log, 2);
        assertThatThrownBy(log::force).isInstanceOf(IOException.class);
        assertThat(log.isHealthy()).isFalse();
        assertThatThrownBy(() -> append(log, 3)).isInstanceOf(IllegalStateException.class);
        log.close();
    }
}
