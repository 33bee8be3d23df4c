package dev.maru.server.security;

import dev.maru.access.identity.PublicUrl;
import dev.maru.platform.settings.MaruSettings;
import java.time.Duration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.stereotype.Component;

/** The headers with which browsers are told what a page of ours may do. */
@Component
final class SecurityHeaders {
    /** Pages that we write ourselves need nothing inline. */
    static final String STRICT_CONTENT =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** Vaadin Flow 25.2 starts with an inline script and evaluates what its server sends. */
    static final String BROWSER_CONTENT = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:;"
            + " connect-src 'self' ws: wss:; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    private static final Duration HSTS = Duration.ofDays(365);

    private final boolean secure;

    SecurityHeaders(MaruSettings settings) {
        this.secure = PublicUrl.isSecure(settings);
    }

    Customizer<HeadersConfigurer<HttpSecurity>> with(String contentPolicy) {
        return headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                .httpStrictTransportSecurity(this::strictTransport);
    }

    /** By the public address: a proxy may have ended TLS before us. */
    private void strictTransport(HeadersConfigurer<HttpSecurity>.HstsConfig hsts) {
        if (secure) {
            hsts.maxAgeInSeconds(HSTS.toSeconds()).requestMatcher(AnyRequestMatcher.INSTANCE);
        } else {
            hsts.disable();
        }
    }
}
