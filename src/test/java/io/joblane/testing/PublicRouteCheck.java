package io.joblane.testing;

import io.joblane.identity.PublicRoutes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Walks every mapped route of a running application without a log-in. */
public final class PublicRouteCheck {
    private PublicRouteCheck() {}

    /** The routes that did not answer 401, in the order they are mapped. */
    public static List<Route> open(ApplicationContext context, int port) {
        ApiClient nobody = new ApiClient(port);
        return all(context).stream()
                .filter(route -> nobody.send(route.method().name(), sample(route.pattern()), body(route.method()))
                                .status()
                        != 401)
                .toList();
    }

    /** Every route of every mapping: the controllers', the actuator's, the API description's. */
    public static List<Route> all(ApplicationContext context) {
        List<Route> routes = new ArrayList<>();
        for (var mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            mapping.getHandlerMethods().keySet().forEach(info -> routes.addAll(of(info)));
        }
        return routes;
    }

    private static List<Route> of(RequestMappingInfo info) {
        Set<RequestMethod> named = info.getMethodsCondition().getMethods();
        Set<RequestMethod> methods =
                named.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE) : named;
        return info.getPatternValues().stream()
                .flatMap(pattern ->
                        methods.stream().map(method -> new Route(HttpMethod.valueOf(method.name()), pattern)))
                .toList();
    }

    private static String sample(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000")
                .replace("**", "x");
    }

    private static String body(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.DELETE ? null : "{}";
    }
}
