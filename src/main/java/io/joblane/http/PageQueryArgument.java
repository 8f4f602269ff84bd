package io.joblane.http;

import io.joblane.shared.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes a {@link PageQuery} of the query parameters. */
final class PageQueryArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageQuery.class;
    }

    @Override
    public PageQuery resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String after = request.getParameter("after");
        return new PageQuery(
                limit(request.getParameter("limit")), after == null || after.isEmpty() ? null : Cursor.parse(after));
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return PageQuery.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageQuery.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw Problem.badRequest(
                "invalid_limit", "\"limit\" must be a whole number from 1 to " + PageQuery.MAX_LIMIT + ".");
    }
}
