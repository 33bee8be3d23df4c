package dev.maru.access.identity.http;

import dev.maru.access.AccessError;
import dev.maru.access.identity.JoiningService;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page behind a link that sets another password. */
@RestController
class PasswordController {
    private final IdentityPages pages;
    private final JoiningService joining;

    PasswordController(IdentityPages pages, JoiningService joining) {
        this.pages = pages;
        this.joining = joining;
    }

    @GetMapping("/idp/password")
    ResponseEntity<String> show(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        return joining.isPasswordLinkOpen(token)
                ? pages.show(request, response, "password", Map.of())
                : unusable(request, response);
    }

    @PostMapping("/idp/password")
    ResponseEntity<String> set(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(defaultValue = "") String password) {
        try {
            joining.resetPassword(token, password);
            return Redirects.to(URI.create("/idp/login?notice=password-set"));
        } catch (PlatformException e) {
            if (e.code() == AccessError.LINK_UNUSABLE) {
                return unusable(request, response);
            }
            var error = pages.text(request, response, e.code(), e.detail());
            return pages.show(request, response, 422, "password", Map.of("error", error));
        }
    }

    private ResponseEntity<String> unusable(HttpServletRequest request, HttpServletResponse response) {
        return pages.show(request, response, 410, "unusable", Map.of("link", true));
    }
}
