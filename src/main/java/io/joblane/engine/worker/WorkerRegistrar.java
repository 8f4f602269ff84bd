package io.joblane.engine.worker;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobWorker;
import io.joblane.company.Companies;
import io.joblane.engine.JobType;
import io.joblane.engine.PlatformWorker;
import io.joblane.engine.PreparingWorker;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.engine.TaskStep;
import io.joblane.engine.instance.ProcessInstances;
import io.joblane.engine.link.EngineLink;
import io.joblane.engine.link.EngineSettings;
import io.joblane.engine.model.ModelCatalog;
import io.joblane.engine.model.ModelDeployment;
import io.joblane.engine.task.TaskListeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens one job worker for every job type of the models and closes them in order at shutdown. A job type without a worker,
 * or a worker without a job type, stops the start.
 */
@Component
class WorkerRegistrar implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkerRegistrar.class);
    private static final long DRAIN_SECONDS = 20;

    private final EngineLink engine;
    private final EngineSettings settings;
    private final Companies companies;
    private final RunOnce once;
    private final JsonMapper json;
    private final JobTimer timer;
    private final TaskListeners listeners;
    private final ProcessInstances instances;
    private final ModelDeployment deployment;
    private final Map<String, Object> workers = new TreeMap<>();
    private final CompanyLanes lanes = new CompanyLanes(12, 500);
    private final List<JobWorker> open = new ArrayList<>();

    WorkerRegistrar(
            EngineLink engine,
            EngineSettings settings,
            Companies companies,
            RunOnce once,
            JsonMapper json,
            JobTimer timer,
            TaskListeners listeners,
            ProcessInstances instances,
            ModelCatalog models,
            ModelDeployment deployment,
            List<ServiceTaskWorker<?>> serviceWorkers,
            List<PreparingWorker<?, ?>> preparingWorkers,
            List<PlatformWorker<?>> platformWorkers,
            List<TaskStep> steps) {
        this.engine = engine;
        this.settings = settings;
        this.companies = companies;
        this.once = once;
        this.json = json;
        this.timer = timer;
        this.listeners = listeners;
        this.instances = instances;
        this.deployment = deployment;
        serviceWorkers.forEach(this::add);
        preparingWorkers.forEach(this::add);
        platformWorkers.forEach(this::add);
        models.requireSameJobTypes(
                workers.keySet(), steps.stream().map(TaskStep::type).toList());
    }

    private void add(Object worker) {
        Class<?> type = org.springframework.aop.support.AopUtils.getTargetClass(worker);
        String jobType = Optional.ofNullable(type.getAnnotation(JobType.class))
                .orElseThrow(() -> new IllegalStateException(type.getName() + " needs @JobType"))
                .value();
        if (workers.putIfAbsent(jobType, worker) != null) {
            throw new IllegalStateException("Job type " + jobType + " has two workers, one of them " + type.getName());
        }
    }

    @Override
    public void start() {
        deployment.await();
        workers.forEach((type, worker) -> {
            if (worker instanceof ServiceTaskWorker<?> simple) {
                openSimple(type, simple);
            } else if (worker instanceof PreparingWorker<?, ?> preparing) {
                openPreparing(type, preparing);
            } else if (worker instanceof PlatformWorker<?> platform) {
                openPlatform(type, platform);
            }
        });
        listeners
                .all()
                .forEach((type, listener) -> open(type, TaskListeners.About.class, arrived -> {
                    TaskListeners.Answer answer = listener.handle(
                            arrived.job(),
                            arrived.variables(),
                            json.readTree(arrived.job().getVariables()));
                    return answer.deniedReason() == null
                            ? JobRunner.Completion.with("{}")
                            : JobRunner.Completion.denied(answer.deniedReason());
                }));
        open("process.started", Started.class, arrived -> {
            ActivatedJob job = arrived.job();
            boolean goesOn = instances.started(
                    job.getProcessInstanceKey(),
                    job.getBpmnProcessId(),
                    arrived.variables().restoration());
            return goesOn ? JobRunner.Completion.with("{}") : endOf(job);
        });
        log.info("{} job workers are open on the engine ({})", open.size(), engine.describe());
    }

    /** @param restoration on which data the instance was started; null for a called one */
    private record Started(@Nullable String restoration) {}

    /** The data on which it was started is gone, and so is what it was started for, or another one was started for it. */
    private JobRunner.Completion endOf(ActivatedJob started) {
        long key = started.getProcessInstanceKey();
        log.info("The instance {} was started before a restore of its company and ends", key);
        return (client, job) -> instances.end(key).exceptionally(e -> {
            log.debug("The instance {} could not be ended; its job comes again: {}", key, e.toString());
            return null;
        });
    }

    private <V> void openSimple(String type, ServiceTaskWorker<V> worker) {
        Class<V> variables = variablesOf(worker, ServiceTaskWorker.class);
        open(
                type,
                variables,
                arrived ->
                        JobRunner.Completion.with(once.run(arrived.job(), () -> worker.handle(arrived.variables()))));
    }

    private <V, P> void openPreparing(String type, PreparingWorker<V, P> worker) {
        Class<V> variables = variablesOf(worker, PreparingWorker.class);
        open(type, variables, arrived -> {
            P prepared;
            try {
                prepared = worker.prepare(arrived.variables());
            } catch (RuntimeException e) {
                // A second delivery may find nothing to prepare any more; what the first one answered counts.
                Optional<String> before = once.answered(arrived.job());
                if (before.isPresent()) {
                    return JobRunner.Completion.with(before.get());
                }
                throw e;
            }
            return JobRunner.Completion.with(
                    once.run(arrived.job(), () -> worker.handle(arrived.variables(), prepared)));
        });
    }

    private <V> void openPlatform(String type, PlatformWorker<V> worker) {
        Class<V> variables = variablesOf(worker, PlatformWorker.class);
        open(type, variables, false, arrived -> {
            Object result = worker.handle(arrived.variables());
            return JobRunner.Completion.with(result == null ? "{}" : json.writeValueAsString(result));
        });
    }

    @SuppressWarnings(
            "unchecked") // the first type argument of the interface is the record V by the interface's contract
    private static <V> Class<V> variablesOf(Object worker, Class<?> as) {
        Class<?> target = org.springframework.aop.support.AopUtils.getTargetClass(worker);
        return (Class<V>) ResolvableType.forClass(target).as(as).getGeneric(0).toClass();
    }

    private <V> void open(
            String type,
            Class<V> variables,
            java.util.function.Function<JobRunner.Arrived<V>, JobRunner.Completion> work) {
        open(type, variables, true, work);
    }

    private <V> void open(
            String type,
            Class<V> variables,
            boolean ofCompany,
            java.util.function.Function<JobRunner.Arrived<V>, JobRunner.Completion> work) {
        var reader = new JobReader<>(variables, ofCompany, json);
        var runner = new JobRunner<>(
                reader, lanes, timer, slug -> companies.suspension(slug).isPresent(), work);
        // A completion made elsewhere brings its answer in variables of any name; the other listeners need none of
        // them.
        boolean all = variables == TaskListeners.About.class && type.endsWith(TaskListeners.COMPLETING);
        var builder = engine.client()
                .newWorker()
                .jobType(type)
                .handler(runner::accept)
                .name("joblane")
                .timeout(settings.jobTimeout())
                .maxJobsActive(64)
                .streamEnabled(true)
                .streamTimeout(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(100))
                .requestTimeout(Duration.ofSeconds(20));
        open.add((all ? builder : builder.fetchVariables(reader.variableNames())).open());
    }

    @Override
    public void stop() {
        open.forEach(JobWorker::close);
        open.clear();
        if (!lanes.drain(DRAIN_SECONDS)) {
            log.warn("Some jobs still run after {} s; they come again after the restart and count once", DRAIN_SECONDS);
        }
    }

    @Override
    public boolean isRunning() {
        return !open.isEmpty();
    }

    /** After the outbox relay (0), before the web server, so that nothing is accepted that nobody works on. */
    @Override
    public int getPhase() {
        return 100;
    }
}
