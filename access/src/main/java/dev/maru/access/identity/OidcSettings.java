package dev.maru.access.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code maru.oidc.*}: an OpenID provider outside, such as Keycloak, Google or Entra.
 *
 * @param name what the button on the sign-in page calls it
 * @param audience what the {@code aud} of its access tokens must hold for the management API; without it they are refused
 */
@ConfigurationProperties("maru.oidc")
public record OidcSettings(
        @Nullable URI issuerUri,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("SSO") String name,
        @Nullable String audience) {
    /** The name of the registration at the client's side, part of the redirect address. */
    public static final String REGISTRATION_ID = "oidc";

    public OidcSettings {
        if (issuerUri != null && (clientId == null || clientId.isBlank())) {
            throw new IllegalArgumentException("maru.oidc.client-id is missing: set it beside maru.oidc.issuer-uri");
        }
    }

    public boolean isConfigured() {
        return issuerUri != null;
    }
}
