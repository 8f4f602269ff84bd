package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import io.joblane.shared.LowerCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents what has become of a job. Where nobody is left to tell, it does nothing. */
@Service
public class JobNotices {
    /** Levels that say nothing an agent would need to know. */
    private static final List<String> SILENT = List.of("none");

    private final JobReader jobs;
    private final AgentNotices notices;
    private final MessageTexts texts;
    private final Companies companies;

    JobNotices(JobReader jobs, AgentNotices notices, MessageTexts texts, Companies companies) {
        this.jobs = jobs;
        this.notices = notices;
        this.texts = texts;
        this.companies = companies;
    }

    /** @return how many messages are new in the ledger */
    @Transactional
    public int tell(UUID jobId, JobEvent event) {
        JobFacts job = jobs.read(jobId, event)
                .orElseThrow(
                        () -> new WorkerFault("Job " + jobId + " does not exist in this company's database."));
        List<AgentNotices.To> recipients = job.recipients().stream()
                .map(to -> new AgentNotices.To(
                        to.agentId(),
                        event.dedupKey(job, to.about()),
                        About.job(jobId, to.offerId(), to.assignmentId())))
                .toList();
        return notices.tell(LowerCase.of(event), values(companies.current(), job, event), recipients);
    }

    /** Address and instructions are values of the two events for those who go; a translation cannot give them away. */
    private Map<String, String> values(Company company, JobFacts job, JobEvent event) {
        Map<String, String> values = new HashMap<>();
        values.put("reference", job.reference());
        values.put("title", job.title());
        values.put("type", job.type());
        values.put("arrivalAt", texts.time(company, job.arrivalAt()));
        values.put("hours", job.hours().toPlainString());
        values.put("weather", weather(company, job, event));
        if (event == JobEvent.JOB_CONFIRMED || event == JobEvent.WEATHER_CHANGED) {
            values.put("address", job.address());
            values.put("instructions", job.instructions());
        }
        return values;
    }

    /** A changed advice is told whatever it is, also that there is nothing to mind any more. */
    private String weather(Company company, JobFacts job, JobEvent event) {
        String advice = job.weatherAdvice();
        String text = job.weatherText();
        if (advice == null || text == null) {
            return "";
        }
        return SILENT.contains(advice) && event != JobEvent.WEATHER_CHANGED
                ? ""
                : texts.text(company, "weather.advice", Map.of("text", text));
    }
}
