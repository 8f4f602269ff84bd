package io.joblane.http.problem;

import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatusCode;

/** The problem for a status that the framework or the server chose by itself. */
final class Refusal {
    private Refusal() {}

    static Problem of(HttpStatusCode status, HttpServletRequest request) {
        int code = status.value();
        return switch (code) {
            case 401 ->
                Problem.of(
                        code, "unauthorized", "Log in, and send the access token in the header Authorization: Bearer.");
            case 403 -> Problem.of(code, "forbidden", "Your role does not allow this. Ask an admin of your company.");
            case 404 ->
                Problem.of(code, "not_found", "There is nothing at this address. Check it against /v3/api-docs.");
            case 405 ->
                Problem.of(
                        code,
                        "method_not_allowed",
                        request.getMethod() + " is not possible here; the header Allow names what is.");
            case 406 ->
                Problem.of(code, "not_acceptable", "The answer is JSON; let the header Accept allow application/json.");
            case 413 -> Problem.of(code, "too_large", "The request is too large. Send less at once.");
            case 415 ->
                Problem.of(
                        code, "unsupported_media_type", "Send the body as JSON with Content-Type: application/json.");
            case 503 -> Problem.of(code, "unavailable", "The service is busy. Try again in a few seconds.");
            default ->
                code < 500
                        ? Problem.of(
                                code,
                                "bad_request",
                                "The request could not be understood. Check it against /v3/api-docs.")
                        : Problem.of(
                                code,
                                "internal_error",
                                "Something broke on our side. If it happens again, tell an admin the requestId.");
        };
    }
}
