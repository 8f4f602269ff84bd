package io.joblane.identity.access;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.Membership;
import io.joblane.identity.PlatformRoutes;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.Sessions;
import io.joblane.shared.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks and for which company, and sets both for the time of the request. A public route reads no token (who
 * refreshes a session often still sends the expired one) but for health, whose details are a platform admin's.
 */
final class SignInFilter extends OncePerRequestFilter {
    static final String COMPANY = "X-Company";
    /** What belongs to the person, or to the installation, and to no company; everything else does. */
    private static final RequestMatcher WITHOUT_COMPANY = paths(Stream.concat(
            Stream.of(
                    "/api/v1/auth/**",
                    "/api/v1/me",
                    "/api/v1/me/password",
                    "/api/v1/me/time-zone",
                    "/api/v1/me/sessions/**",
                    "/api/v1/me/second-factor/**",
                    "/api/v1/me/invitations/**",
                    "/actuator/**",
                    "/v3/api-docs/**",
                    "/v3/api-docs.yaml"),
            PlatformRoutes.PREFIXES.stream().map(prefix -> prefix + "/**")));

    private static final RequestMatcher ENROLMENT = paths(Stream.of(
            "/api/v1/me",
            "/api/v1/me/second-factor",
            "/api/v1/me/second-factor/confirmation",
            "/api/v1/auth/logout",
            "/api/v1/auth/logout-everywhere"));

    /** Open, and says more to who may know it. */
    private static final RequestMatcher HEALTH = paths(Stream.of("/actuator/health"));

    private static final RequestMatcher API = paths(Stream.of("/api/**"));

    private final RequestMatcher open;
    private final AccessTokens tokens;
    private final Users users;
    private final Companies companies;
    private final Sessions sessions;
    private final IdentitySettings settings;
    private final ScrapeToken scraping;
    private final DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();

    SignInFilter(
            RequestMatcher open,
            AccessTokens tokens,
            Users users,
            Companies companies,
            Sessions sessions,
            IdentitySettings settings,
            ScrapeToken scraping) {
        this.open = open;
        this.tokens = tokens;
        this.users = users;
        this.companies = companies;
        this.sessions = sessions;
        this.settings = settings;
        this.scraping = scraping;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isOpen = open.matches(request);
        @Nullable String token = isOpen && !HEALTH.matches(request) ? null : bearer.resolve(request);
        if (token != null && scraping.opens(request, token)) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                    ScrapeToken.AUTHORITY, "", List.of(new SimpleGrantedAuthority(ScrapeToken.AUTHORITY))));
            SecurityContextHolder.setContext(context);
            chain.doFilter(request, response);
        } else if (token != null) {
            signIn(request, token, () -> chain.doFilter(request, response));
        } else if (isOpen && API.matches(request)) {
            inCompany(publicCompany(request), () -> chain.doFilter(request, response));
        } else {
            chain.doFilter(request, response);
        }
    }

    private void signIn(HttpServletRequest request, String token, Work work) throws ServletException, IOException {
        Jwt jwt = read(token);
        User user = users.findLive(UUID.fromString(jwt.getSubject()))
                .orElseThrow(() -> new InvalidBearerTokenException("Nobody, or no longer"));
        if (!sessions.isOpen(AccessTokens.sessionOf(jwt), user.id())) {
            throw new InvalidBearerTokenException("The session is over");
        }
        requireSecondFactor(request, user);
        Optional<Membership> place = place(request, user);
        Set<String> roles = place.map(Set::of).orElseGet(() -> Set.copyOf(user.memberships())).stream()
                .map(membership -> membership.role().key())
                .collect(Collectors.toUnmodifiableSet());
        List<GrantedAuthority> authorities = roles.stream()
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                new JwtAuthenticationToken(jwt, authorities, user.id().toString()));
        SecurityContextHolder.setContext(context);
        Actor actor = new Actor(user.id(), user.name() + " (" + String.join(", ", roles) + ")", roles);
        as(actor, () -> inCompany(place.map(Membership::company), work));
    }

    private Jwt read(String token) {
        try {
            return tokens.read(token);
        } catch (JwtException e) {
            throw new InvalidBearerTokenException("Not ours, altered or expired", e);
        }
    }

    /** Who must have a second factor and has none can do nothing but set one up. */
    private void requireSecondFactor(HttpServletRequest request, User user) {
        if (!user.secondFactor() && settings.requiresSecondFactor(user) && !ENROLMENT.matches(request)) {
            throw Problem.forbidden(
                    "second_factor_enrolment_required",
                    "Your role needs a second factor. Set one up with POST /api/v1/me/second-factor, then repeat this.");
        }
    }

    /** Empty where no company was chosen and the route needs none. */
    private Optional<Membership> place(HttpServletRequest request, User user) {
        Optional<Membership> place = chosen(request, user);
        // Whoever runs the platform must reach its routes while their own company is closed.
        if (!WITHOUT_COMPANY.matches(request)) {
            place.ifPresent(membership -> companies.requireActive(membership.company()));
        }
        return place;
    }

    private static Optional<Membership> chosen(HttpServletRequest request, User user) {
        @Nullable String wanted = request.getHeader(COMPANY);
        if (wanted != null) {
            Optional<Membership> place = user.in(wanted.trim());
            if (place.isEmpty()) {
                throw Problem.forbidden(
                        "company_forbidden",
                        "You have no place in this company. Choose one that GET /api/v1/me names.");
            }
            return place;
        }
        if (user.memberships().size() == 1) {
            return Optional.of(user.memberships().get(0));
        }
        if (!WITHOUT_COMPANY.matches(request)) {
            throw user.memberships().isEmpty()
                    ? Problem.forbidden("company_forbidden", "You have no place in any company. Ask an admin for one.")
                    : Problem.badRequest(
                            "company_required",
                            "Choose a company with the header X-Company; GET /api/v1/me names yours.");
        }
        return Optional.empty();
    }

    /** On the decoded path, as the controllers are found: %61pi is api. */
    private static RequestMatcher paths(Stream<String> patterns) {
        return new OrRequestMatcher(
                patterns.map(pattern -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(pattern))
                        .toList());
    }

    /** On a public route: the one that is named, in the header or, for a link, in the query; else the only one there is. */
    private Optional<String> publicCompany(HttpServletRequest request) {
        String wanted =
                request.getHeader(COMPANY) != null ? request.getHeader(COMPANY) : request.getParameter("company");
        if (wanted != null) {
            return Optional.of(companies
                    .find(wanted)
                    .map(Company::slug)
                    .orElseThrow(() -> Problem.notFound(
                            "unknown_company", "There is no such company here. Check the header X-Company.")));
        }
        List<Company> all = companies.all();
        return all.size() == 1 ? Optional.of(all.get(0).slug()) : Optional.empty();
    }

    private static void inCompany(Optional<String> company, Work work) throws ServletException, IOException {
        if (company.isEmpty()) {
            work.run();
            return;
        }
        try (var logged = MDC.putCloseable("company", company.get())) {
            run(() -> CurrentCompany.call(company.get(), work::call));
        }
    }

    private static void as(Actor actor, Work work) throws ServletException, IOException {
        run(() -> CurrentActor.call(actor, work::call));
    }

    /** A {@link Callable} may throw anything; of ours, only these two are checked. */
    private static void run(Callable<?> callable) throws ServletException, IOException {
        try {
            callable.call();
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private interface Work {
        void run() throws ServletException, IOException;

        default @Nullable Void call() throws ServletException, IOException {
            run();
            return null;
        }
    }
}
