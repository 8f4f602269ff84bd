package io.joblane.weather.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.joblane.engine.WorkerFault;
import io.joblane.shared.Geo;
import io.joblane.shared.Ids;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import io.joblane.weather.domain.Advice;
import io.joblane.weather.domain.JobWeather;
import io.joblane.weather.domain.SiteVisit;
import io.joblane.weather.domain.WeatherAdvisor;
import io.joblane.weather.process.AdviseJobWorker.Advised;
import io.joblane.weather.process.AdviseJobWorker.Variables;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdviseJobWorkerTests {
    private static final Instant AT = Instant.parse("2026-06-03T13:00:00Z");

    private final JobWeather jobs = mock(JobWeather.class);
    private final WeatherAdvisor advisor = mock(WeatherAdvisor.class);
    private final AdviseJobWorker worker = new AdviseJobWorker(jobs, advisor);
    private final UUID job = Ids.next();

    /** The process goes on with what the decision makes of it, whatever became of the service. */
    @Test
    void aServiceThatFailsIsAnAnswerToo() {
        SiteVisit visit = new SiteVisit(new Geo(1, 2), AT, "roofing", "low");
        Advice unknown = new Advice("unknown", "Look.", new Unavailable(Reason.FAILED), AT);
        when(jobs.find(job)).thenReturn(Optional.of(visit));
        when(advisor.advise(visit)).thenReturn(unknown);
        when(jobs.keep(job, unknown)).thenReturn(true);

        Advice prepared = worker.prepare(new Variables(job));

        assertThat(worker.handle(new Variables(job), prepared)).isEqualTo(new Advised("unknown", true));
    }

    @Test
    void aJobThatIsNotThereIsAFaultThatNamesIt() {
        when(jobs.find(job)).thenReturn(Optional.empty());
        assertThatThrownBy(() -> worker.prepare(new Variables(job)))
                .isInstanceOf(WorkerFault.class)
                .hasMessageContaining(job.toString());
        verifyNoMoreInteractions(advisor);
    }
}
