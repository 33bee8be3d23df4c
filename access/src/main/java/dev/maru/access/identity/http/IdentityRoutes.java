package dev.maru.access.identity.http;

import static dev.maru.core.route.Audience.IDENTITY;
import static dev.maru.core.route.Route.open;

import dev.maru.core.route.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of the identity provider; its pages and protocols decide themselves who may go on. */
@Configuration(proxyBeanMethods = false)
class IdentityRoutes {
    private static final String PROTOCOL = "OAuth: the protocol itself asks who it is";
    private static final String PASSKEY = "WebAuthn: the ceremony itself asks who it is";
    private static final String LINK = "the one-time token in the link is the proof";
    private static final String SIGN_IN = "people sign in here";

    @Bean
    Routes identityPageRoutes() {
        return Routes.of(
                open(IDENTITY, "GET", "/idp/login", SIGN_IN),
                open(IDENTITY, "POST", "/idp/login", SIGN_IN),
                open(IDENTITY, "GET", "/idp/logout", "asks before it signs out"),
                open(IDENTITY, "POST", "/idp/logout", "ends the visitor's own session"),
                open(IDENTITY, "GET", "/idp/refused", "says why a sign-in was refused"),
                open(IDENTITY, "GET", "/idp/assets/{name}", "style and script of these pages"),
                open(IDENTITY, "GET", "/idp/setup", LINK),
                open(IDENTITY, "POST", "/idp/setup", LINK),
                open(IDENTITY, "GET", "/idp/invitation", LINK),
                open(IDENTITY, "POST", "/idp/invitation", LINK),
                open(IDENTITY, "POST", "/idp/invitation/sign-in", LINK),
                open(IDENTITY, "POST", "/idp/invitation/external", LINK),
                open(IDENTITY, "GET", "/idp/password", LINK),
                open(IDENTITY, "POST", "/idp/password", LINK),
                open(IDENTITY, "GET", "/idp/passkeys", "shows a signed-in person their own passkeys"),
                open(IDENTITY, "POST", "/idp/passkeys/remove", "removes a signed-in person's own passkey"));
    }

    @Bean
    Routes identityProtocolRoutes() {
        return Routes.of(
                open(IDENTITY, "GET", "/.well-known/openid-configuration", PROTOCOL),
                open(IDENTITY, "GET", "/.well-known/oauth-authorization-server", PROTOCOL),
                open(IDENTITY, "GET", "/oauth2/authorize", PROTOCOL),
                open(IDENTITY, "POST", "/oauth2/authorize", PROTOCOL),
                open(IDENTITY, "POST", "/oauth2/token", PROTOCOL),
                open(IDENTITY, "POST", "/oauth2/revoke", PROTOCOL),
                open(IDENTITY, "POST", "/oauth2/introspect", PROTOCOL),
                open(IDENTITY, "GET", "/oauth2/jwks", PROTOCOL),
                open(IDENTITY, "GET", "/userinfo", PROTOCOL),
                open(IDENTITY, "POST", "/userinfo", PROTOCOL),
                open(IDENTITY, "GET", "/connect/logout", PROTOCOL),
                open(IDENTITY, "POST", "/connect/logout", PROTOCOL),
                open(IDENTITY, "POST", "/webauthn/authenticate/options", PASSKEY),
                open(IDENTITY, "POST", "/login/webauthn", PASSKEY),
                open(IDENTITY, "POST", "/webauthn/register/options", PASSKEY),
                open(IDENTITY, "POST", "/webauthn/register", PASSKEY));
    }
}
