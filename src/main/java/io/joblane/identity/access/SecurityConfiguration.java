package io.joblane.identity.access;

import io.joblane.company.Companies;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.PublicRoutes;
import io.joblane.identity.PublicRoutes.Route;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.Sessions;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Everything needs a log-in but {@link PublicRoutes}. No session and no cookie, so no CSRF token either. The stock resource
 * server is not switched on, because it also publishes a route of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableConfigurationProperties(IdentitySettings.class)
class SecurityConfiguration {
    /** The request itself is measured; each of its filters need not be. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PasswordEncoder passwordEncoder(IdentitySettings settings) {
        String current = "bcrypt";
        return new DelegatingPasswordEncoder(
                current, Map.of(current, new BCryptPasswordEncoder(settings.bcryptCost())));
    }

    @Bean
    SecurityFilterChain everything(
            HttpSecurity http,
            AccessTokens tokens,
            Users users,
            Companies companies,
            Sessions sessions,
            IdentitySettings settings,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems,
            @Value("${joblane.demo:false}") boolean demo,
            @Value("${joblane.metrics.token:}") String metricsToken) {
        RequestMatcher open = open(PublicRoutes.all(demo));
        return http.csrf(AbstractHttpConfigurer::disable)
                // Written further out (http.headers), so that an answer which comes from before this chain has them
                // too.
                .headers(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .requestMatchers(ScrapeToken.PATH)
                        .hasAnyAuthority("ROLE_" + Role.PLATFORM_ADMIN.key(), ScrapeToken.AUTHORITY)
                        // What stands there is about every company.
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.PLATFORM_ADMIN.key())
                        .requestMatchers("/api/v1/mobile/**")
                        .hasRole(Role.AGENT.key())
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(
                        new SignInFilter(
                                open, tokens, users, companies, sessions, settings, new ScrapeToken(metricsToken)),
                        AnonymousAuthenticationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, refused) ->
                                problems.getObject().resolveException(request, response, null, refused))
                        .accessDeniedHandler((request, response, refused) ->
                                problems.getObject().resolveException(request, response, null, refused)))
                .build();
    }

    private static RequestMatcher open(List<Route> routes) {
        return new OrRequestMatcher(routes.stream()
                .map(route -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(route.method(), route.pattern()))
                .toList());
    }
}
