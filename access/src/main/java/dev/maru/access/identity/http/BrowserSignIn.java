package dev.maru.access.identity.http;

import dev.maru.access.EmailAddress;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.OutsideIdentity;
import dev.maru.access.identity.PeopleService;
import dev.maru.access.identity.SetupService;
import dev.maru.access.identity.SignedInUser;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Turns what an issuer says into one of our people: by issuer and subject, never by e-mail address. Somebody unknown gets
 * in only with an invitation in hand.
 */
@Component
public class BrowserSignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private final PeopleService people;
    private final JoiningService joining;
    private final SetupService setup;
    private final IdentitySession identity;

    BrowserSignIn(PeopleService people, JoiningService joining, SetupService setup, IdentitySession identity) {
        this.people = people;
        this.joining = joining;
        this.setup = setup;
        this.identity = identity;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest signIn) {
        var request = currentRequest();
        try {
            var user = person(signIn, request);
            var session = identity.begin(request, user);
            var described = new DefaultOidcUser(List.of(), signIn.getIdToken());
            return SignedInUser.of(user, session, described);
        } catch (PlatformException e) {
            throw new OAuth2AuthenticationException(new OAuth2Error("access_denied", e.detail(), null), e);
        }
    }

    private UserId person(OidcUserRequest signIn, HttpServletRequest request) {
        var token = signIn.getIdToken();
        // Spring's id token validation has refused a token without these two by now.
        var issuer = Objects.requireNonNull(token.getIssuer(), "iss").toString();
        var subject = Objects.requireNonNull(token.getSubject(), "sub");
        var invitation = BrowserSession.takeInvitation(request);
        var known = people.find(issuer, subject);
        if (known.isPresent()) {
            invitation.ifPresent(link -> joining.join(link, known.get()));
            return known.get();
        }
        return newcomer(request, token, issuer, subject, invitation);
    }

    private UserId newcomer(
            HttpServletRequest request, OidcIdToken token, String issuer, String subject, Optional<String> invitation) {
        var fullName = token.getFullName() == null ? subject : token.getFullName();
        var pending = BrowserSession.takeSetup(request);
        if (pending.isPresent()) {
            var email = new EmailAddress(String.valueOf(token.getEmail()));
            var identity = new OutsideIdentity(issuer, subject, email, fullName);
            return setup.complete(pending.get().token(), identity, pending.get().organisation());
        }
        return invitation
                .map(link -> joining.join(link, issuer, subject, fullName))
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(
                        "access_denied", "There is no account for you here yet; ask for an invitation.", null)));
    }

    private static HttpServletRequest currentRequest() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
