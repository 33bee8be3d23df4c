package dev.maru.server.security;

import dev.maru.access.identity.SignedInPrincipal;
import dev.maru.access.identity.http.IdentitySession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** What follows a try to sign in: on to where the person wanted to go, or back to the page with the reason. */
@Component
class SignInResult {
    private static final Logger LOG = LoggerFactory.getLogger(SignInResult.class);
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

    /** What an issuer said leads nowhere here; the person sees a page, the operator finds the reason in the log. */
    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        LOG.warn("a sign-in through an issuer was refused: {}", why.getMessage());
        response.sendRedirect("/idp/refused");
    }
}
