package dev.maru.access.identity.http;

import dev.maru.access.AccessError;
import dev.maru.access.DisplayName;
import dev.maru.access.EmailAddress;
import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.NewPerson;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.SetupService;
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

/** The page behind the one-time link: the first operator and their organisation. */
@RestController
class SetupController {
    private final IdentityPages pages;
    private final IdentitySession identity;
    private final SetupService setup;
    private final IdentitySettings settings;

    SetupController(IdentityPages pages, IdentitySession identity, SetupService setup, IdentitySettings settings) {
        this.pages = pages;
        this.identity = identity;
        this.setup = setup;
        this.settings = settings;
    }

    @GetMapping("/idp/setup")
    ResponseEntity<String> show(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        return setup.isOpen(token)
                ? pages.show(request, response, "setup", Map.of("embedded", settings.embedded()))
                : pages.show(request, response, 410, "unusable", Map.of("restart", true));
    }

    @PostMapping("/idp/setup")
    ResponseEntity<String> complete(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token,
            PersonForm form,
            @RequestParam(defaultValue = "") String organisation) {
        try {
            if (!settings.embedded()) {
                return goOutside(request, token, organisation);
            }
            var person = new NewPerson(
                    new EmailAddress(form.emailOrEmpty()),
                    form.data(IdentityPages.language(request, response)),
                    form.passwordOrEmpty());
            var user = setup.complete(token, person, new DisplayName(organisation).value());
            identity.signIn(request, response, user);
            return Redirects.toApplication();
        } catch (PlatformException e) {
            if (e.code() == AccessError.LINK_UNUSABLE) {
                return pages.show(request, response, 410, "unusable", Map.of("restart", true));
            }
            var model = form.model(pages.text(request, response, e.code(), e.detail()));
            model.put("organisation", organisation);
            model.put("embedded", settings.embedded());
            return pages.show(request, response, 422, "setup", model);
        }
    }

    /** The issuer outside says who the operator is; {@link BrowserSignIn} completes the set-up. */
    private ResponseEntity<String> goOutside(HttpServletRequest request, @Nullable String token, String organisation) {
        var name = new DisplayName(organisation).value();
        if (token == null || !setup.isOpen(token)) {
            throw new PlatformException(AccessError.LINK_UNUSABLE, "This link was used or has expired.");
        }
        BrowserSession.keepSetup(request, new BrowserSession.PendingSetup(token, name));
        return Redirects.to(URI.create("/oauth2/authorization/" + OidcSettings.REGISTRATION_ID));
    }
}
