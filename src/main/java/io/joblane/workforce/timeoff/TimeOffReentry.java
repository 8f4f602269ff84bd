package io.joblane.workforce.timeoff;

import io.joblane.engine.Reentry;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts the requests that nobody has decided before a manager again. */
@Component
class TimeOffReentry implements Reentry {
    private final TimeOffQueries queries;
    private final TimeOffRepository requests;
    private final TimeOffService service;

    TimeOffReentry(TimeOffQueries queries, TimeOffRepository requests, TimeOffService service) {
        this.queries = queries;
        this.requests = requests;
        this.service = service;
    }

    @Override
    public int startAgain() {
        List<UUID> open = queries.open();
        open.forEach(id -> service.startProcess(requests.lock(id).orElseThrow()));
        return open.size();
    }
}
