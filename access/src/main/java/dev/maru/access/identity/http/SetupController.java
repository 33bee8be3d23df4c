package dev.maru.access.identity.http;

import dev.maru.access.AccessError;
import dev.maru.access.DisplayName;
import dev.maru.access.EmailAddress;
import dev.maru.access.identity.NewPerson;
import dev.maru.access.identity.SetupService;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

    SetupController(IdentityPages pages, IdentitySession identity, SetupService setup) {
        this.pages = pages;
        this.identity = identity;
        this.setup = setup;
    }

    @GetMapping("/idp/setup")
    ResponseEntity<String> show(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        return setup.isOpen(token)
                ? pages.show(request, response, "setup", Map.of())
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
            return pages.show(request, response, 422, "setup", model);
        }
    }
}
