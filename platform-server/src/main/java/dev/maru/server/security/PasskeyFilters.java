package dev.maru.server.security;

import dev.maru.access.identity.PasskeySignIn;
import dev.maru.access.identity.http.IdentitySession;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.registration.HttpSessionPublicKeyCredentialCreationOptionsRepository;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsFilter;
import org.springframework.security.web.webauthn.registration.WebAuthnRegistrationFilter;
import org.springframework.stereotype.Component;

/**
 * The filters of WebAuthn by hand: Spring's configurer would bring its own pages, and leave a kind of authentication that
 * the authorization server cannot store.
 */
@Component
@ConditionalOnProperty(name = "maru.identity.embedded", matchIfMissing = true)
class PasskeyFilters {
    private final PasskeySignIn passkeys;
    private final WebAuthnRelyingPartyOperations relyingParty;
    private final UserCredentialRepository credentials;
    private final IdentitySession identity;
    private final SignInResult result;

    PasskeyFilters(
            PasskeySignIn passkeys,
            WebAuthnRelyingPartyOperations relyingParty,
            UserCredentialRepository credentials,
            IdentitySession identity,
            SignInResult result,
            SecurityContextHolderStrategy strategy) {
        // Vaadin makes its strategy the global one only after all beans are there; the filters take it when they are
        // made.
        SecurityContextHolder.setContextHolderStrategy(strategy);
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
        this.credentials = credentials;
        this.identity = identity;
        this.result = result;
    }

    void addTo(HttpSecurity http) {
        http.addFilterBefore(
                        new PublicKeyCredentialRequestOptionsFilter(relyingParty),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(signIn(), UsernamePasswordAuthenticationFilter.class);
        var creations = new HttpSessionPublicKeyCredentialCreationOptionsRepository();
        var options = new PublicKeyCredentialCreationOptionsFilter(relyingParty);
        options.setCreationOptionsRepository(creations);
        var registration = new WebAuthnRegistrationFilter(credentials, relyingParty);
        registration.setCreationOptionsRepository(creations);
        // People remove passkeys on /idp/passkeys.
        registration.setDeleteCredentialAuthorizationManager((who, credential) -> new AuthorizationDecision(false));
        http.addFilterAfter(options, AuthorizationFilter.class).addFilterAfter(registration, AuthorizationFilter.class);
    }

    private WebAuthnAuthenticationFilter signIn() {
        var filter = new WebAuthnAuthenticationFilter();
        filter.setAuthenticationManager(passkeys);
        filter.setSecurityContextRepository(identity.contexts());
        filter.setSessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy());
        filter.setAuthenticationSuccessHandler(result::succeededByScript);
        return filter;
    }
}
