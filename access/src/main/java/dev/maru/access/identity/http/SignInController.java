package dev.maru.access.identity.http;

import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.PublicUrl;
import dev.maru.platform.settings.MaruSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sign-in page; Spring Security's filters take what it sends. */
@RestController
class SignInController {
    private final IdentityPages pages;
    private final IdentitySession identity;
    private final IdentitySettings settings;
    private final OidcSettings oidc;
    private final boolean passkeys;

    SignInController(
            IdentityPages pages,
            IdentitySession identity,
            IdentitySettings settings,
            OidcSettings oidc,
            MaruSettings maru) {
        this.pages = pages;
        this.identity = identity;
        this.settings = settings;
        this.oidc = oidc;
        this.passkeys = PublicUrl.allowsPasskeys(maru);
    }

    @GetMapping("/idp/login")
    ResponseEntity<String> signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String notice) {
        if (!settings.embedded()) {
            return ResponseEntity.notFound().build();
        }
        if (error == null && notice == null && identity.user(request).isPresent()) {
            return ResponseEntity.status(302).location(URI.create("/")).build();
        }
        var model = new HashMap<String, Object>();
        model.put("passkeys", passkeys);
        model.put("external", oidc.isConfigured() ? Map.of("name", oidc.name()) : false);
        model.put("wrong", "wrong".equals(error));
        model.put("throttled", "throttled".equals(error));
        model.put("passwordSet", "password-set".equals(notice));
        model.put("signedOut", "signed-out".equals(notice));
        return pages.show(request, response, "login", model);
    }

    /** Where an issuer outside sends somebody who has no account here, or who was refused. */
    @GetMapping("/idp/refused")
    ResponseEntity<String> refused(HttpServletRequest request, HttpServletResponse response) {
        return pages.show(request, response, 403, "refused", Map.of());
    }

    /** Asks before it signs out, because a link alone must not. */
    @GetMapping("/idp/logout")
    ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response) {
        return pages.show(request, response, "logout", Map.of());
    }
}
