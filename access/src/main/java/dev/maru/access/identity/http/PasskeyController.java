package dev.maru.access.identity.http;

import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.PublicUrl;
import dev.maru.core.id.UserId;
import dev.maru.platform.settings.MaruSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page on which a person adds and removes passkeys; adding one needs the browser's own dialog. */
@RestController
class PasskeyController {
    private final IdentityPages pages;
    private final IdentitySession identity;
    private final ProfileService profiles;
    private final boolean possible;

    PasskeyController(IdentityPages pages, IdentitySession identity, ProfileService profiles, MaruSettings settings) {
        this.pages = pages;
        this.identity = identity;
        this.profiles = profiles;
        this.possible = PublicUrl.allowsPasskeys(settings);
    }

    @GetMapping("/idp/passkeys")
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        var user = signedIn(request, "/idp/passkeys");
        if (user.isEmpty()) {
            return Redirects.to(URI.create("/idp/login"));
        }
        var date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(IdentityPages.language(request, response))
                .withZone(profiles.get(user.get()).data().timeZone());
        var passkeys = profiles.passkeys(user.get()).stream()
                .map(passkey -> Map.of(
                        "id", passkey.id(), "label", passkey.label(), "created", date.format(passkey.createdAt())))
                .toList();
        return pages.show(
                request,
                response,
                "passkeys",
                Map.of("passkeys", passkeys, "none", passkeys.isEmpty(), "possible", possible));
    }

    @PostMapping("/idp/passkeys/remove")
    ResponseEntity<String> remove(HttpServletRequest request, @RequestParam String id) {
        var user = signedIn(request, "/idp/passkeys");
        if (user.isEmpty()) {
            return Redirects.to(URI.create("/idp/login"));
        }
        profiles.removePasskey(user.get(), id);
        return Redirects.to(URI.create("/idp/passkeys"));
    }

    private Optional<UserId> signedIn(HttpServletRequest request, String comeBackTo) {
        var user = identity.user(request);
        if (user.isEmpty()) {
            identity.comeBackTo(request, comeBackTo);
        }
        return user;
    }
}
