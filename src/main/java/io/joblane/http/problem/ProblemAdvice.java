package io.joblane.http.problem;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.database.UnknownCompanyException;
import io.joblane.http.BrokenDownloadException;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one place where an exception becomes an answer. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    /** Refusals that may be somebody trying something. */
    private static final Set<Integer> GUARDED = Set.of(401, 403, 429);

    private static final Duration RETRY = Duration.ofSeconds(5);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Problem problem, HttpServletRequest request) {
        if (problem.status() >= 500) {
            log.warn("{}: {}", LoggedRoute.of(request), problem, problem.getCause());
        }
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notValid(MethodArgumentNotValidException e, HttpServletRequest request) {
        return invalid(FieldError.of(e.getBindingResult()), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notValid(HandlerMethodValidationException e, HttpServletRequest request) {
        return invalid(FieldError.of(e), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notReadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        return answer(UnreadableBody.explain(e), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        FieldError error = new FieldError(e.getName(), Expected.of(e.getRequiredType()));
        return answer(invalidValue(error), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException e, HttpServletRequest request) {
        String name = e.getParameterName();
        Problem problem = Problem.badRequest("missing_parameter", "Add the query parameter \"" + name + "\".")
                .with("errors", List.of(new FieldError(name, "is missing")));
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingRequestHeaderException e, HttpServletRequest request) {
        String name = e.getHeaderName();
        Problem problem = Problem.badRequest("missing_header", "Add the header " + name + ".")
                .with("errors", List.of(new FieldError(name, "is missing")));
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unauthenticated(AuthenticationException e, HttpServletRequest request) {
        boolean badToken = e instanceof InvalidBearerTokenException;
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, badToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        Problem problem = badToken
                ? Problem.unauthorized(
                        "invalid_token", "The access token is not valid or no longer. Refresh it, or log in again.")
                : Problem.unauthorized(
                        "unauthorized", "Log in, and send the access token in the header Authorization: Bearer.");
        return answer(problem, headers, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException e, HttpServletRequest request) {
        Problem problem =
                Problem.forbidden("forbidden", "Your role does not allow this. Ask an admin of your company.");
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownCompany(UnknownCompanyException e, HttpServletRequest request) {
        Problem problem =
                Problem.notFound("unknown_company", "There is no such company here. Check the header X-Company.");
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> changedMeanwhile(OptimisticLockingFailureException e, HttpServletRequest request) {
        String detail = "Somebody changed it at the same moment. Read it again, then repeat your change.";
        Problem problem = request.getHeader(HttpHeaders.IF_MATCH) == null
                ? Problem.conflict("conflict", detail)
                : Problem.preconditionFailed(detail);
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler({ConcurrencyFailureException.class, DuplicateKeyException.class})
    ResponseEntity<ProblemDetail> collision(RuntimeException e, HttpServletRequest request) {
        log.info("{} collided with another request", LoggedRoute.of(request), e);
        Problem problem = Problem.conflict(
                "conflict",
                "It collided with another request. Nothing was changed; read the current state, then try again.");
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<ProblemDetail> databaseAway(RuntimeException e, HttpServletRequest request) {
        log.error("{}: the database does not answer", LoggedRoute.of(request), e);
        Problem problem = Problem.unavailable(
                "database_unavailable",
                "The database does not answer. Nothing was changed; try again in a few seconds.",
                RETRY);
        return answer(problem, new HttpHeaders(), request);
    }

    /** Thrown on, so that the server closes the connection: the client must not take what it has for the whole. */
    @ExceptionHandler
    void broken(BrokenDownloadException e) {
        throw e;
    }

    /** What Spring MVC itself refuses says its status; everything else is a fault, of which the caller learns the id only. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().value() < 500) {
            return answer(Refusal.of(refused.getStatusCode(), request), refusal(e, refused), request);
        }
        log.error("{} failed", LoggedRoute.of(request), e);
        return answer(Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR, request), new HttpHeaders(), request);
    }

    /** {@code Allow} and {@code Accept}, which tell the client what would have been right. */
    private static HttpHeaders refusal(Exception e, ErrorResponse refused) {
        HttpHeaders headers = new HttpHeaders();
        if (e instanceof HttpRequestMethodNotSupportedException || e instanceof HttpMediaTypeNotSupportedException) {
            headers.putAll(refused.getHeaders());
        }
        return headers;
    }

    private static ResponseEntity<ProblemDetail> invalid(List<FieldError> errors, HttpServletRequest request) {
        Problem problem = Problem.badRequest(
                        "validation_failed", "Correct the fields that \"errors\" names, then send it again.")
                .with("errors", errors);
        return answer(problem, new HttpHeaders(), request);
    }

    private static Problem invalidValue(FieldError error) {
        return Problem.badRequest("invalid_value", "\"" + error.field() + "\" " + error.message() + ".")
                .with("errors", List.of(error));
    }

    private static ResponseEntity<ProblemDetail> answer(
            Problem problem, HttpHeaders headers, HttpServletRequest request) {
        if (GUARDED.contains(problem.status())) {
            Actor actor = CurrentActor.get();
            log.info(
                    "{}: refused, {} ({}), {}",
                    LoggedRoute.of(request),
                    problem.status(),
                    problem.code(),
                    actor.isSystem() ? "nobody signed in" : "user " + actor.auditName());
        }
        Duration wait = problem.retryAfter();
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
        }
        // Said here and not negotiated: the header Accept may be what is wrong.
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(
                ProblemBody.of(problem, request), headers, HttpStatusCode.valueOf(problem.status()));
    }
}
