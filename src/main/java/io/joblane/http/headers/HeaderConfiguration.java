package io.joblane.http.headers;

import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Both filters answer or mark what everything behind them refuses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HeaderSettings.class)
class HeaderConfiguration {
    private static final Duration PREFLIGHT_LIFE = Duration.ofMinutes(10);

    /** In front of the filter that gives a request its id and answers what others throw. */
    @Bean
    FilterRegistrationBean<HeaderWriterFilter> safeHeaders() {
        return at(Ordered.HIGHEST_PRECEDENCE + 9, new HeaderWriterFilter(SafeHeaders.WRITERS));
    }

    /** Behind that filter, because it refuses by a problem; in front of the limits, so that a browser may read their refusal. */
    @Bean
    FilterRegistrationBean<CorsFilter> allowedOrigins(HeaderSettings settings) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "X-Company",
                "X-Request-Id"));
        cors.setExposedHeaders(
                List.of("ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"));
        // No cookie of ours exists, so none need be sent.
        cors.setAllowCredentials(false);
        cors.setMaxAge(PREFLIGHT_LIFE);
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", cors);
        CorsFilter filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new RefusingCorsProcessor());
        FilterRegistrationBean<CorsFilter> registration = at(Ordered.HIGHEST_PRECEDENCE + 20, filter);
        registration.setEnabled(!settings.allowedOrigins().isEmpty());
        return registration;
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
