package io.joblane.http.limit;

import io.joblane.context.CurrentActor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An address is counted before anybody checks who asks, because that check costs too; a user after it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitConfiguration {
    @Bean
    RequestLimits requestLimits(LimitSettings settings, @Value("${joblane.replicas:1}") int replicas, Clock clock) {
        return new RequestLimits(settings, replicas, new ClockMeter(clock));
    }

    /** The socket's address, or what a proxy says where {@code server.forward-headers-strategy} lets the server believe it. */
    @Bean
    FilterRegistrationBean<LimitFilter> addressLimit(RequestLimits limits) {
        return at(
                SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1,
                new LimitFilter(
                        limits, Whose.ADDRESS, request -> Optional.of(NetworkAddress.key(request.getRemoteAddr()))));
    }

    @Bean
    FilterRegistrationBean<LimitFilter> userLimit(RequestLimits limits) {
        return at(
                SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1,
                new LimitFilter(limits, Whose.USER, LimitConfiguration::user));
    }

    private static Optional<String> user(HttpServletRequest request) {
        return Optional.ofNullable(CurrentActor.get().userId()).map(Object::toString);
    }

    private static FilterRegistrationBean<LimitFilter> at(int order, LimitFilter filter) {
        FilterRegistrationBean<LimitFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
