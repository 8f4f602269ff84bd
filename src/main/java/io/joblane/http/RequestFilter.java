package io.joblane.http;

import io.joblane.context.CurrentOrigin;
import io.joblane.context.Origin;
import io.joblane.shared.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The outermost filter with an answer of its own: gives the request its id, and answers what another filter throws (a
 * sign-in that fails, a database that is away) in the same form as what a controller throws.
 */
@Component
@Order(RequestFilter.ORDER)
final class RequestFilter extends OncePerRequestFilter {
    /** Behind what makes of a proxy's headers the real request, and behind the headers that every answer gets. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern FOREIGN =
            Pattern.compile("^\\s*(application/x-www-form-urlencoded|multipart/)|\\*", Pattern.CASE_INSENSITIVE);

    /** What others post in a form of their own: Twilio its reports, mail programs their unsubscribe button (RFC 8058). */
    private static final List<PathPattern> FORMS = Stream.of("/api/v1/webhooks/twilio/**", "/api/v1/unsubscriptions/*")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private final ObjectProvider<HandlerExceptionResolver> resolver;

    /** A provider, because filters are made before Spring MVC is. */
    RequestFilter(@Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver) {
        this.resolver = resolver;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = id(request);
        request.setAttribute(RequestId.ATTRIBUTE, id);
        response.setHeader(RequestId.HEADER, id);
        MDC.put("requestId", id);
        try {
            if (!takesForms(request)) {
                requireNoForeignBody(request.getContentType());
            }
            requireCleanQuery(request);
            from(Origin.request(request.getRemoteAddr(), id), () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (RuntimeException e) {
            if (response.isCommitted() || resolver.getObject().resolveException(request, response, null, e) == null) {
                throw e;
            }
        } finally {
            MDC.remove("requestId");
        }
    }

    private static void from(Origin origin, Callable<@Nullable Void> work) throws ServletException, IOException {
        try {
            CurrentOrigin.call(origin, work);
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static boolean takesForms(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return request.getMethod().equals("POST") && FORMS.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** The server reads a form into the parameters, where it would pass for a part of the address. No body is of any type. */
    private static void requireNoForeignBody(@Nullable String contentType) {
        if (contentType != null && FOREIGN.matcher(contentType).find()) {
            throw Problem.of(
                    415, "unsupported_media_type", "Send the body as JSON with Content-Type: application/json.");
        }
    }

    /** A query parameter may become part of a statement, and no column takes NUL. */
    private static void requireCleanQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return;
        }
        if (query.contains("%00")) {
            throw CleanText.problem("query");
        }
        try {
            request.getParameterMap();
        } catch (IllegalStateException e) {
            throw Problem.badRequest(
                    "invalid_query",
                    "The query after the ? cannot be decoded. Write %, & and + in it as %25, %26 and %2B.");
        }
    }

    private static String id(HttpServletRequest request) {
        @Nullable String known = RequestId.of(request);
        if (known != null) {
            return known;
        }
        @Nullable String sent = request.getHeader(RequestId.HEADER);
        return sent != null && SANE.matcher(sent).matches() ? sent : RequestId.next();
    }
}
