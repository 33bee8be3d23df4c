package dev.maru.server.security;

import dev.maru.access.identity.SignedInPrincipal;
import dev.maru.access.identity.http.IdentitySession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** What follows a try to sign in: on to where the person wanted to go, or back to the page with the reason. */
@Component
class SignInResult {
    private static final String LOGIN = "/idp/login";

    private final IdentitySession identity;
    private final SavedRequestAwareAuthenticationSuccessHandler page =
            new SavedRequestAwareAuthenticationSuccessHandler();
    private final HttpMessageConverterAuthenticationSuccessHandler script =
            new HttpMessageConverterAuthenticationSuccessHandler();

    SignInResult(IdentitySession identity) {
        this.identity = identity;
        page.setRequestCache(identity.requests());
        page.setDefaultTargetUrl("/");
        script.setRequestCache(identity.requests());
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        begin(request, who);
        page.onAuthenticationSuccess(request, response, who);
    }

    /** For the script that holds a passkey's ceremony, which is told where to go next. */
    void succeededByScript(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        begin(request, who);
        script.onAuthenticationSuccess(request, response, who);
    }

    private void begin(HttpServletRequest request, Authentication who) {
        identity.begin(request, SignedInPrincipal.userOf(who).orElseThrow());
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.sendRedirect(LOGIN + "?error=" + (why instanceof LockedException ? "throttled" : "wrong"));
    }
}
