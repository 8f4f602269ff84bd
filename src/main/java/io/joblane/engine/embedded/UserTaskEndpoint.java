package io.joblane.engine.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of Camunda's REST API that has no gRPC twin: complete, assign, unassign and update a user task. It answers when
 * the engine has, for a completion after its listeners ran; no thread waits meanwhile.
 */
final class UserTaskEndpoint extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(UserTaskEndpoint.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/v2/user-tasks/(\\d{1,19})(/completion|/assignment|/assignee)?");

    private final Commands commands;
    private final ScheduledExecutorService deliver;
    private final Duration patience;

    UserTaskEndpoint(Commands commands, ScheduledExecutorService deliver, Duration patience) {
        this.commands = commands;
        this.deliver = deliver;
        this.patience = patience;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, FullHttpRequest request) {
        var exchange = new Exchange(channel, request.uri(), HttpUtil.isKeepAlive(request));
        var path = PATH.matcher(request.uri());
        if (!path.matches()) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "NOT_FOUND", "The embedded engine has no such resource");
            return;
        }
        if (request.content().isReadable() && !isJson(request)) {
            // also keeps a web page in a browser on this machine from posting here without the browser's asking first
            exchange.problem(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type", "The body must be JSON");
            return;
        }
        try {
            ask(command(request, path), exchange);
        } catch (IllegalArgumentException e) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "INVALID_ARGUMENT", String.valueOf(e.getMessage()));
        } catch (UnsupportedOperationException e) {
            exchange.problem(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "Method Not Allowed", String.valueOf(e.getMessage()));
        } catch (CommandRefusedException | IllegalStateException e) {
            exchange.problem(
                    HttpResponseStatus.SERVICE_UNAVAILABLE, "RESOURCE_EXHAUSTED", String.valueOf(e.getMessage()));
        }
    }

    private static Command command(FullHttpRequest request, Matcher path) {
        long key = Long.parseLong(path.group(1));
        var operation = request.method() + " " + (path.group(2) == null ? "" : path.group(2));
        return switch (operation) {
            case "POST /completion" -> UserTaskCommands.complete(key, body(request));
            case "POST /assignment" -> UserTaskCommands.assign(key, body(request));
            case "DELETE /assignee" -> UserTaskCommands.unassign(key);
            case "PATCH " -> UserTaskCommands.update(key, body(request));
            default ->
                throw new UnsupportedOperationException(
                        "Request method '%s' is not supported".formatted(request.method()));
        };
    }

    private static boolean isJson(FullHttpRequest request) {
        var type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        return type.startsWith("application/json");
    }

    private static JsonNode body(FullHttpRequest request) {
        var text = request.content().toString(StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Request property cannot be parsed", e);
        }
    }

    private void ask(Command command, Exchange exchange) {
        long requestId = commands.ask(command, exchange::answer);
        var timeout = deliver.schedule(
                () -> {
                    commands.drop(requestId);
                    exchange.problem(
                            HttpResponseStatus.GATEWAY_TIMEOUT,
                            "DEADLINE_EXCEEDED",
                            "Expected to handle request, but the engine did not answer within " + patience);
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        exchange.onEnd(() -> timeout.cancel(false));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        LOG.debug("A connection to the user-task endpoint broke", cause);
        channel.close();
    }

    /** One request and its single answer. */
    private static final class Exchange {
        private final ChannelHandlerContext channel;
        private final String uri;
        private final boolean keepAlive;
        private final AtomicBoolean answered = new AtomicBoolean();
        private volatile Runnable onEnd = () -> {};

        private Exchange(ChannelHandlerContext channel, String uri, boolean keepAlive) {
            this.channel = channel;
            this.uri = uri;
            this.keepAlive = keepAlive;
        }

        private void onEnd(Runnable action) {
            onEnd = action;
            if (answered.get()) {
                action.run();
            }
        }

        private void answer(Answer answer) {
            if (!answer.isRejected()) {
                send(HttpResponseStatus.NO_CONTENT, "");
                return;
            }
            var status = switch (answer.rejection()) {
                case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
                case INVALID_STATE, ALREADY_EXISTS -> HttpResponseStatus.CONFLICT;
                case INVALID_ARGUMENT, EXCEEDED_BATCH_RECORD_SIZE -> HttpResponseStatus.BAD_REQUEST;
                case UNAUTHORIZED -> HttpResponseStatus.UNAUTHORIZED;
                case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
                default -> HttpResponseStatus.INTERNAL_SERVER_ERROR;
            };
            problem(status, answer.rejection().name(), answer.rejectionText());
        }

        private void problem(HttpResponseStatus status, String title, String detail) {
            send(
                    status,
                    JSON.createObjectNode()
                            .put("type", "about:blank")
                            .put("title", title)
                            .put("status", status.code())
                            .put("detail", detail)
                            .put("instance", uri)
                            .toString());
        }

        private void send(HttpResponseStatus status, String problem) {
            if (!answered.compareAndSet(false, true)) {
                return;
            }
            onEnd.run();
            var content = channel.alloc().buffer(problem.length());
            content.writeCharSequence(problem, StandardCharsets.UTF_8);
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
            if (!problem.isEmpty()) {
                response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
                response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
            }
            HttpUtil.setKeepAlive(response, keepAlive);
            var written = channel.writeAndFlush(response);
            if (!keepAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
