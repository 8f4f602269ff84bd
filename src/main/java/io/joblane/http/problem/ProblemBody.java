package io.joblane.http.problem;

import io.joblane.http.RequestId;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.springframework.http.ProblemDetail;

/** A {@link Problem} as RFC 9457 writes it, with our {@code code} and {@code requestId}. */
final class ProblemBody {
    private ProblemBody() {}

    static ProblemDetail of(Problem problem, HttpServletRequest request) {
        return of(problem, request, request.getRequestURI());
    }

    static ProblemDetail of(Problem problem, HttpServletRequest request, String path) {
        ProblemDetail body = ProblemDetail.forStatus(problem.status());
        body.setType(URI.create("urn:joblane:problem:" + problem.code()));
        body.setTitle(title(problem.code()));
        body.setDetail(problem.detail());
        instance(path).ifPresent(body::setInstance);
        body.setProperty("code", problem.code());
        String requestId = RequestId.of(request);
        if (requestId != null) {
            body.setProperty("requestId", requestId);
        }
        problem.properties().forEach(body::setProperty);
        return body;
    }

    /** Empty for a path that the server let through although it is no URI. */
    private static Optional<URI> instance(String path) {
        try {
            return Optional.of(new URI(path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** "plate_taken" reads "Plate taken". */
    private static String title(String code) {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
