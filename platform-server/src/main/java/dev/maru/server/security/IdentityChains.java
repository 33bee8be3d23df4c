package dev.maru.server.security;

import static dev.maru.server.security.SecurityPaths.ISSUER;
import static dev.maru.server.security.SecurityPaths.SIGN_IN;

import dev.maru.access.identity.PasskeySignIn;
import dev.maru.access.identity.PasswordSignIn;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;

/** The embedded issuer and its pages; where it is switched off, its addresses do not exist. */
@Configuration(proxyBeanMethods = false)
class IdentityChains {
    private static final String LOGIN = "/idp/login";

    /** Names of their own in the session: the browser application, a client of this issuer, lives in the same one. */
    private static final String CONTEXT = "IDP_SECURITY_CONTEXT";

    private static final String SAVED_REQUEST = "IDP_SAVED_REQUEST";

    @Bean
    @Order(1)
    @ConditionalOnProperty(name = "maru.identity.embedded", matchIfMissing = true)
    SecurityFilterChain issuerChain(HttpSecurity http, PasswordSignIn passwords, PasskeySignIn passkeys) {
        var context = new HttpSessionSecurityContextRepository();
        context.setSpringSecurityContextKey(CONTEXT);
        var requests = new HttpSessionRequestCache();
        requests.setSessionAttrName(SAVED_REQUEST);
        return http.securityMatchers(paths -> paths.requestMatchers(ISSUER).requestMatchers(SIGN_IN))
                .oauth2AuthorizationServer(issuer -> issuer.oidc(Customizer.withDefaults()))
                .securityContext(security -> security.securityContextRepository(context))
                .requestCache(cache -> cache.requestCache(requests))
                .authenticationProvider(passwords)
                .formLogin(form -> form.loginPage(LOGIN).loginProcessingUrl(LOGIN))
                .webAuthn(webAuthn -> webAuthn.disableDefaultRegistrationPage(true)
                        .withObjectPostProcessor(passkeyFilter(passkeys, context, requests)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .authorizeHttpRequests(routes -> routes.requestMatchers("/idp/account/**", "/webauthn/register/**")
                        .authenticated()
                        .requestMatchers(SIGN_IN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .headers(SecurityHeaders.with(SecurityHeaders.STRICT_CONTENT))
                .build();
    }

    @Bean
    @Order(1)
    @ConditionalOnProperty(name = "maru.identity.embedded", havingValue = "false")
    SecurityFilterChain noIssuerChain(HttpSecurity http) {
        return http.securityMatchers(paths -> paths.requestMatchers(ISSUER).requestMatchers(SIGN_IN))
                .authorizeHttpRequests(routes -> routes.anyRequest().denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND))
                        .accessDeniedHandler(
                                (request, response, e) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
                .build();
    }

    private static ObjectPostProcessor<WebAuthnAuthenticationFilter> passkeyFilter(
            PasskeySignIn passkeys, HttpSessionSecurityContextRepository context, HttpSessionRequestCache requests) {
        var success = new HttpMessageConverterAuthenticationSuccessHandler();
        success.setRequestCache(requests);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends WebAuthnAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationManager(passkeys);
                filter.setSecurityContextRepository(context);
                filter.setAuthenticationSuccessHandler(success);
                return filter;
            }
        };
    }
}
