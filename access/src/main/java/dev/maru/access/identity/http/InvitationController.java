package dev.maru.access.identity.http;

import dev.maru.access.AccessError;
import dev.maru.access.InvitationOffer;
import dev.maru.access.InvitationService;
import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.ProfileService;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page behind an invitation: with an account of one's own, a new one, or one of an issuer outside. */
@RestController
class InvitationController {
    private final IdentityPages pages;
    private final IdentitySession identity;
    private final InvitationService invitations;
    private final JoiningService joining;
    private final ProfileService profiles;
    private final IdentitySettings settings;
    private final OidcSettings oidc;

    InvitationController(
            IdentityPages pages,
            IdentitySession identity,
            InvitationService invitations,
            JoiningService joining,
            ProfileService profiles,
            IdentitySettings settings,
            OidcSettings oidc) {
        this.pages = pages;
        this.identity = identity;
        this.invitations = invitations;
        this.joining = joining;
        this.profiles = profiles;
        this.settings = settings;
        this.oidc = oidc;
    }

    @GetMapping("/idp/invitation")
    ResponseEntity<String> show(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        try {
            return pages.show(request, response, "invitation", model(request, invitations.open(token)));
        } catch (PlatformException e) {
            return refuse(request, response, e);
        }
    }

    /** Signs in first and comes back here. */
    @PostMapping("/idp/invitation/sign-in")
    ResponseEntity<String> signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        try {
            invitations.open(token);
        } catch (PlatformException e) {
            return refuse(request, response, e);
        }
        identity.comeBackTo(request, "/idp/invitation?token=" + token);
        return Redirects.to(URI.create("/idp/login"));
    }

    /** Goes to the issuer outside and accepts when it vouches for somebody. */
    @PostMapping("/idp/invitation/external")
    ResponseEntity<String> external(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token) {
        try {
            invitations.open(token);
        } catch (PlatformException e) {
            return refuse(request, response, e);
        }
        if (token == null || !oidc.isConfigured()) {
            return ResponseEntity.notFound().build();
        }
        BrowserSession.keepInvitation(request, token);
        return Redirects.to(URI.create("/oauth2/authorization/" + OidcSettings.REGISTRATION_ID));
    }

    @PostMapping("/idp/invitation")
    ResponseEntity<String> accept(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String token,
            PersonForm form) {
        try {
            var signedIn = identity.user(request);
            if (signedIn.isPresent()) {
                joining.join(token, signedIn.get());
            } else if (settings.embedded()) {
                var data = form.data(IdentityPages.language(request, response));
                identity.signIn(request, response, joining.join(token, data, form.passwordOrEmpty()));
            } else {
                return ResponseEntity.notFound().build();
            }
            return Redirects.toApplication();
        } catch (PlatformException e) {
            return again(request, response, token, form, e);
        }
    }

    private ResponseEntity<String> again(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable String token,
            PersonForm form,
            PlatformException error) {
        try {
            var model = model(request, invitations.open(token));
            model.putAll(form.model(pages.text(request, response, error.code(), error.detail())));
            model.put("email", invitations.open(token).email().value());
            return pages.show(request, response, 422, "invitation", model);
        } catch (PlatformException e) {
            return refuse(request, response, e);
        }
    }

    private Map<String, Object> model(HttpServletRequest request, InvitationOffer offer) {
        var model = new HashMap<String, Object>();
        model.put("tenant", offer.tenantName());
        model.put("role", offer.role().wireName());
        model.put("role-" + offer.role().wireName(), true);
        model.put("email", offer.email().value());
        model.put("external", oidc.isConfigured() ? Map.of("name", oidc.name()) : false);
        var signedIn = identity.user(request);
        model.put(
                "me",
                signedIn.isPresent()
                        ? Map.of("address", profiles.get(signedIn.get()).email())
                        : false);
        boolean known = signedIn.isEmpty() && joining.isKnown(offer.email());
        model.put("known", known && settings.embedded());
        model.put("unknown", signedIn.isEmpty() && !known && settings.embedded());
        return model;
    }

    private ResponseEntity<String> refuse(
            HttpServletRequest request, HttpServletResponse response, PlatformException e) {
        if (e.code() == AccessError.INVITATION_UNUSABLE) {
            return pages.show(request, response, 410, "unusable", Map.of("invitation", true));
        }
        throw e;
    }
}
