package dev.maru.server.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.PublicUrl;
import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.UiClient;
import dev.maru.access.identity.http.BrowserSignIn;
import dev.maru.access.identity.http.IdentitySession;
import dev.maru.access.identity.http.SessionGate;
import dev.maru.platform.settings.MaruSettings;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** Everything else is the browser application: an OAuth client that keeps people signed in by a session. */
@Configuration(proxyBeanMethods = false)
class BrowserChain {
    private static final String SIGN_IN = "/oauth2/authorization/";

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain applicationChain(
            HttpSecurity http,
            IdentitySettings settings,
            MaruSettings maru,
            SessionService sessions,
            IdentitySession identity,
            BrowserSignIn people,
            SignInResult result,
            SecurityHeaders headers) {
        var registration = settings.embedded() ? UiClient.REGISTRATION_ID : OidcSettings.REGISTRATION_ID;
        return http.with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.oauth2LoginPage(SIGN_IN + registration, PublicUrl.of(maru))
                                // An address without a page gets the application's own answer to that.
                                .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .addFilterBefore(new SessionGate(sessions), SecurityContextHolderFilter.class)
                .oauth2Login(login -> login.failureHandler(result::refused)
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(people)))
                .logout(logout -> logout.addLogoutHandler((request, response, who) -> identity.end(request)))
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/maru/**", "/webjars/**")
                        .permitAll())
                .headers(headers.with(SecurityHeaders.BROWSER_CONTENT))
                .build();
    }

    /** The session cookie never leaves TLS where people reach us by it, and ends with the idle time. */
    @Bean
    ServletContextInitializer sessionCookie(MaruSettings maru, IdentitySettings settings) {
        return context -> {
            context.getSessionCookieConfig().setSecure(PublicUrl.isSecure(maru));
            context.setSessionTimeout((int) settings.sessionIdle().toMinutes());
        };
    }
}
