package io.joblane.http;

import io.joblane.shared.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a body before it is read into objects: one that is larger than any of ours, and one with a text that no database
 * column takes, wherever in it that text is.
 */
@ControllerAdvice
class CleanBody extends RequestBodyAdviceAdapter {
    static final int LARGEST = 256 * 1024;

    private final JsonMapper json;

    CleanBody(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        requireNotCompressed(message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING));
        if (message.getHeaders().getContentLength() > LARGEST) {
            throw tooLarge();
        }
        byte[] body = message.getBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw tooLarge();
        }
        Buffered buffered = new Buffered(message.getHeaders(), body);
        requireCleanTexts(buffered);
        return buffered;
    }

    private void requireCleanTexts(Buffered message) {
        try (JsonParser parser = json.createParser(message.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
                if (text && !CleanText.isClean(parser.getString())) {
                    throw CleanText.problem(
                            parser.streamReadContext().pathAsPointer().toString());
                }
            }
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("Not well-formed", e, message);
        }
    }

    /** Nothing here unpacks a body: what is small on the way could be huge behind it. */
    static void requireNotCompressed(@Nullable String encoding) {
        if (encoding != null && !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity")) {
            throw Problem.of(415, "unsupported_content_encoding", "Send the body as it is, without Content-Encoding.");
        }
    }

    private static Problem tooLarge() {
        return Problem.of(413, "too_large", "The body may have " + LARGEST / 1024 + " KiB. Send less at once.");
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Buffered(HttpHeaders headers, byte[] body) implements HttpInputMessage {
        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
