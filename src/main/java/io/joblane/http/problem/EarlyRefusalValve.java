package io.joblane.http.problem;

import io.joblane.http.headers.SafeHeaders;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Gives the headers of every answer to those that the server has refused already: they pass through no filter. */
final class EarlyRefusalValve extends ValveBase {
    EarlyRefusalValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.getStatus() >= 400) {
            SafeHeaders.write(response::setHeader);
        }
        getNext().invoke(request, response);
    }
}
