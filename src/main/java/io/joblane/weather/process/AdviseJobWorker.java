package io.joblane.weather.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.engine.WorkerFault;
import io.joblane.weather.domain.Advice;
import io.joblane.weather.domain.JobWeather;
import io.joblane.weather.domain.WeatherAdvisor;
import java.util.UUID;

/** Looks up the weather for the job's arrival and keeps what the decision advises; a service that fails is an advice too. */
@JobType("weather.adviseJob")
class AdviseJobWorker implements PreparingWorker<AdviseJobWorker.Variables, Advice> {
    private final JobWeather jobs;
    private final WeatherAdvisor advisor;

    AdviseJobWorker(JobWeather jobs, WeatherAdvisor advisor) {
        this.jobs = jobs;
        this.advisor = advisor;
    }

    @Override
    public Advice prepare(Variables variables) {
        return advisor.advise(jobs.find(variables.jobId())
                .orElseThrow(() ->
                        new WorkerFault("Job " + variables.jobId() + " does not exist in this company's database.")));
    }

    @Override
    public Object handle(Variables variables, Advice advice) {
        return new Advised(advice.level(), jobs.keep(variables.jobId(), advice));
    }

    record Variables(UUID jobId) {}

    /** @param weatherChanged whether the job had another advice before */
    record Advised(String weatherAdvice, boolean weatherChanged) {}
}
