package dev.maru.server.security;

/** Which paths belong to which audience; the browser application has all the others. */
final class SecurityPaths {
    /** The endpoints of the authorization server. /oauth2/authorization is the client's and not among them. */
    static final String[] ISSUER = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/jwks",
        "/oauth2/revoke",
        "/oauth2/introspect",
        "/oauth2/par",
        "/oauth2/device_authorization",
        "/oauth2/device_verification",
        "/oauth2/register",
        "/userinfo",
        "/connect/**",
        "/.well-known/**"
    };

    /** The pages on which people prove who they are. */
    static final String[] SIGN_IN = {"/idp/**", "/webauthn/**", "/login/webauthn"};

    /** Those of them that make sense without an issuer of our own. */
    static final String[] OUTSIDE_PAGES = {
        "/idp/assets/**", "/idp/setup", "/idp/refused", "/idp/invitation", "/idp/invitation/external"
    };

    static final String[] RUNTIME = {"/v1/**", "/api/public/**"};

    static final String[] MANAGEMENT = {"/api/**"};

    static final String[] OPEN = {
        "/openapi.json", "/openapi.json.yaml", "/docs", "/docs/**", "/problems/**", "/favicon.ico", "/robots.txt"
    };

    private SecurityPaths() {}
}
