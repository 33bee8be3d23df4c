package dev.maru.server.security;

import static dev.maru.server.security.SecurityPaths.ISSUER;
import static dev.maru.server.security.SecurityPaths.OUTSIDE_PAGES;
import static dev.maru.server.security.SecurityPaths.SIGN_IN;

import dev.maru.access.identity.PasswordSignIn;
import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.http.IdentitySession;
import dev.maru.access.identity.http.SessionGate;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** The embedded issuer and its pages; where it is switched off, its addresses do not exist. */
@Configuration(proxyBeanMethods = false)
class IdentityChains {
    private static final String LOGIN = "/idp/login";

    @Bean
    @Order(1)
    @ConditionalOnProperty(name = "maru.identity.embedded", matchIfMissing = true)
    SecurityFilterChain issuerChain(
            HttpSecurity http,
            IdentitySession identity,
            SessionService sessions,
            PasswordSignIn passwords,
            SignInResult result,
            PasskeyFilters passkeys,
            TokenVerifier tokens,
            SecurityHeaders headers) {
        http.securityMatchers(paths -> paths.requestMatchers(ISSUER).requestMatchers(SIGN_IN))
                .addFilterBefore(new SessionGate(sessions), SecurityContextHolderFilter.class)
                .oauth2AuthorizationServer(issuer -> issuer.oidc(Customizer.withDefaults()))
                // The user info endpoint takes our own access tokens.
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(tokens.own())))
                .securityContext(security -> security.securityContextRepository(identity.contexts()))
                .requestCache(cache -> cache.requestCache(identity.requests()))
                .authenticationProvider(passwords)
                .formLogin(form -> form.loginPage(LOGIN)
                        .loginProcessingUrl(LOGIN)
                        .successHandler(result::succeeded)
                        .failureHandler(result::failed))
                .logout(logout -> logout.logoutUrl("/idp/logout")
                        .addLogoutHandler((request, response, who) -> identity.end(request))
                        .logoutSuccessUrl(LOGIN + "?notice=signed-out"))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .authorizeHttpRequests(routes -> routes.requestMatchers("/webauthn/register/**")
                        .authenticated()
                        .requestMatchers(SIGN_IN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .headers(headers.with(SecurityHeaders.STRICT_CONTENT));
        passkeys.addTo(http);
        return http.build();
    }

    /** Of the pages, only those that lead to the issuer outside are left. */
    @Bean
    @Order(1)
    @ConditionalOnProperty(name = "maru.identity.embedded", havingValue = "false")
    SecurityFilterChain noIssuerChain(
            HttpSecurity http, IdentitySession identity, SessionService sessions, SecurityHeaders headers) {
        return http.securityMatchers(paths -> paths.requestMatchers(ISSUER).requestMatchers(SIGN_IN))
                .addFilterBefore(new SessionGate(sessions), SecurityContextHolderFilter.class)
                .securityContext(security -> security.securityContextRepository(identity.contexts()))
                .requestCache(cache -> cache.requestCache(identity.requests()))
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(routes -> routes.requestMatchers(OUTSIDE_PAGES)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND))
                        .accessDeniedHandler(
                                (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
                .headers(headers.with(SecurityHeaders.STRICT_CONTENT))
                .build();
    }
}
