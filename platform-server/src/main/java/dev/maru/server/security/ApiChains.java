package dev.maru.server.security;

import static dev.maru.server.security.SecurityPaths.MANAGEMENT;
import static dev.maru.server.security.SecurityPaths.OPEN;
import static dev.maru.server.security.SecurityPaths.RUNTIME;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The chains of applications, of the management API and of what anybody may read. None of them keeps a session. */
@Configuration(proxyBeanMethods = false)
class ApiChains {
    /** Empty on purpose: RuntimeFilter guards these paths before, with its own means; see docs/decisions/0004-call-path.md. */
    @Bean
    @Order(2)
    SecurityFilterChain runtimeChain() {
        var paths = PathPatternRequestMatcher.withDefaults();
        var matchers =
                Arrays.stream(RUNTIME).<RequestMatcher>map(paths::matcher).toList();
        return new DefaultSecurityFilterChain(new OrRequestMatcher(matchers), List.of());
    }

    /** Verifies a person's token where there is one. ManagementFilter, behind this chain, refuses who has neither that nor a key. */
    @Bean
    @Order(3)
    SecurityFilterChain managementChain(HttpSecurity http, TokenVerifier tokens, SecurityHeaders headers) {
        return http.securityMatcher(MANAGEMENT)
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(ApiChains::token)
                        .authenticationManagerResolver(tokens.byIssuer())
                        .authenticationEntryPoint(tokens::refuse))
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .headers(headers.with(SecurityHeaders.STRICT_CONTENT))
                .build();
    }

    /**
     * The management port is guarded by where it is bound, and its one writing endpoint by a token of its own. What else
     * the two ports' contexts have in common, such as static files, is not there.
     */
    @Bean
    @Order(0)
    SecurityFilterChain managementPortChain(HttpSecurity http, @Value("${management.server.port}") int managementPort) {
        return http.securityMatcher((RequestMatcher) request -> request.getLocalPort() == managementPort)
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                        (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain openChain(HttpSecurity http, SecurityHeaders headers) {
        return http.securityMatcher(OPEN)
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .headers(headers.with(SecurityHeaders.STRICT_CONTENT))
                .build();
    }

    /** The bearer token of a person; API keys are none of Spring Security's business. */
    private static @Nullable String token(HttpServletRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization == null || authorization.regionMatches(true, 0, "Bearer maru_", 0, "Bearer maru_".length())) {
            return null;
        }
        return new DefaultBearerTokenResolver().resolve(request);
    }
}
