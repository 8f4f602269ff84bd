package io.joblane.http.problem;

import io.joblane.http.headers.SafeHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the server refuses before it knows the application, such as a line that is no HTTP; else it would be a page. */
final class ServerProblemValve extends ErrorReportValve {
    private final JsonMapper json;

    ServerProblemValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, Throwable fault) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        String path = Objects.requireNonNullElse(request.getRequestURI(), "/");
        byte[] body = json.writeValueAsString(ProblemBody.of(Refusal.of(code, request), request, path))
                .getBytes(StandardCharsets.UTF_8);
        try {
            SafeHeaders.write(response::setHeader);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("The client is gone, or its answer has begun", e);
        }
    }
}
