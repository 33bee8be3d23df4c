package dev.maru.server.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.UiClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Everything else is the browser application: an OAuth client that keeps people signed in by a session. */
@Configuration(proxyBeanMethods = false)
class BrowserChain {
    private static final String SIGN_IN = "/oauth2/authorization/";

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain applicationChain(HttpSecurity http, IdentitySettings identity) {
        var registration = identity.embedded() ? UiClient.REGISTRATION_ID : ClientRegistrations.OUTSIDE;
        return http.with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.oauth2LoginPage(SIGN_IN + registration, "{baseUrl}"))
                .authorizeHttpRequests(routes ->
                        routes.requestMatchers("/maru/**", "/webjars/**").permitAll())
                .headers(SecurityHeaders.with(SecurityHeaders.BROWSER_CONTENT))
                .build();
    }
}
