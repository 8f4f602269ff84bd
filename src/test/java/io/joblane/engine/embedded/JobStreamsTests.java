package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.logstreams.log.LogAppendEntry;
import io.camunda.zeebe.logstreams.log.LogStreamWriter;
import io.camunda.zeebe.logstreams.log.WriteContext;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.stream.job.ActivatedJob;
import io.camunda.zeebe.protocol.impl.stream.job.ActivatedJobImpl;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationProperties;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationPropertiesImpl;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.util.Either;
import io.camunda.zeebe.util.buffer.BufferUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStreamsTests {
    @TempDir
    Path folder;

    private final List<LogAppendEntry> written = new ArrayList<>();
    private final List<String> notified = new ArrayList<>();
    private DurableLog log;
    private JobStreams streams;

    @BeforeEach
    void open() throws IOException {
        log = DurableLog.open(folder, false, 1_000_000);
        LogStreamWriter writer = new LogStreamWriter() {
            @Override
            public Either<WriteFailure, Long> tryWrite(
                    WriteContext context, List<LogAppendEntry> entries, long sourcePosition) {
                written.addAll(entries);
                return Either.right(1L);
            }
        };
        streams = new JobStreams(new Commands(writer, Runnable::run), log, Runnable::run, notified::add);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private static final class Recorder implements JobStreams.Worker {
        private final List<Long> taken = new ArrayList<>();
        private final long timeout;
        private final boolean there;

        private Recorder(long timeout, boolean there) {
            this.timeout = timeout;
            this.there = there;
        }

        @Override
        public JobActivationProperties properties() {
            return new JobActivationPropertiesImpl().setTimeout(timeout);
        }

        @Override
        public boolean take(ActivatedJob job) {
            if (there) {
                taken.add(job.jobKey());
            }
            return there;
        }

        @Override
        public void close() {}
    }

    private void push(long key) {
        streams.streamFor(BufferUtil.wrapString("work"))
                .orElseThrow()
                .push(new ActivatedJobImpl().setJobKey(key).setRecord(new JobRecord().setRetries(3)));
    }

    @Test
    void jobsGoRoundAmongTheWorkers() {
        var one = new Recorder(1000, true);
        var other = new Recorder(1000, true);
        streams.add("work", one);
        streams.add("work", other);
        for (long key = 1; key <= 10; key++) {
            push(key);
        }
        assertThat(one.taken).hasSize(5);
        assertThat(other.taken).hasSize(5);
        assertThat(written).isEmpty();
    }

    @Test
    void whatAWorkerCannotTakeGoesToAnEqualOneElseBackToTheEngine() {
        var gone = new Recorder(1000, false);
        streams.add("work", gone);
        var equal = new Recorder(1000, true);
        streams.add("work", equal);
        push(1);
        push(2);
        assertThat(equal.taken).containsExactlyInAnyOrder(1L, 2L);

        streams.remove("work", equal);
        var slower = new Recorder(5000, true);
        streams.add("work", slower);
        push(3);
        push(4);
        assertThat(slower.taken).hasSize(1);
        assertThat(written).singleElement().satisfies(entry -> {
            assertThat(entry.recordMetadata().getIntent()).isEqualTo(JobIntent.YIELD);
            assertThat(((JobRecord) entry.recordValue()).getRetries()).isEqualTo(3);
        });
    }

    @Test
    void withoutWorkersThereIsNoStreamAndPollingIsTold() {
        assertThat(streams.streamFor(BufferUtil.wrapString("work"))).isEmpty();
        streams.notifyWorkAvailable("work");
        assertThat(notified).containsExactly("work");
    }
}
