package dev.maru.server.security;

import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.PublicUrl;
import dev.maru.access.identity.UiClient;
import dev.maru.platform.settings.MaruSettings;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/** Where the browser application sends people to sign in: the embedded issuer, one outside, or both. */
@Component
class ClientRegistrations implements ClientRegistrationRepository, Iterable<ClientRegistration> {
    private final @Nullable ClientRegistration embedded;
    private final OidcSettings oidc;
    private volatile @Nullable ClientRegistration outside;

    ClientRegistrations(
            MaruSettings settings,
            IdentitySettings identity,
            OidcSettings oidc,
            UiClient client,
            @Value("${server.port}") int port) {
        this.oidc = oidc;
        this.embedded =
                identity.embedded() ? embedded(PublicUrl.of(settings), "http://127.0.0.1:" + port, client) : null;
        if (embedded == null && !oidc.isConfigured()) {
            throw new IllegalStateException(
                    "Nobody could sign in: maru.identity.embedded is off and maru.oidc.issuer-uri is not set.");
        }
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        if (registrationId.equals(UiClient.REGISTRATION_ID)) {
            return embedded;
        }
        return registrationId.equals(OidcSettings.REGISTRATION_ID) && oidc.isConfigured() ? outside() : null;
    }

    @Override
    public Iterator<ClientRegistration> iterator() {
        return Optional.ofNullable(embedded).stream().toList().iterator();
    }

    /**
     * By hand: discovery would ask this very server, before it listens. Browsers use the public address, the server asks
     * itself over the loopback address.
     */
    private static ClientRegistration embedded(String publicUrl, String loopback, UiClient client) {
        return ClientRegistration.withRegistrationId(UiClient.REGISTRATION_ID)
                .clientId(UiClient.CLIENT_ID)
                .clientSecret(client.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(client.redirectUri())
                .scope("openid", "profile", "email")
                .issuerUri(publicUrl)
                .authorizationUri(publicUrl + "/oauth2/authorize")
                .tokenUri(loopback + "/oauth2/token")
                .jwkSetUri(loopback + "/oauth2/jwks")
                .userNameAttributeName("sub")
                .providerConfigurationMetadata(Map.of("end_session_endpoint", publicUrl + "/connect/logout"))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    /** Discovered on first use, so that an issuer that is down does not stop a start. */
    private ClientRegistration outside() {
        var known = outside;
        if (known != null) {
            return known;
        }
        var discovered = org.springframework.security.oauth2.client.registration.ClientRegistrations.fromIssuerLocation(
                        String.valueOf(oidc.issuerUri()))
                .registrationId(OidcSettings.REGISTRATION_ID)
                .clientId(String.valueOf(oidc.clientId()))
                .clientSecret(oidc.clientSecret())
                .clientAuthenticationMethod(
                        oidc.clientSecret() == null
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientName(oidc.name())
                .scope(List.of("openid", "profile", "email"))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
        outside = discovered;
        return discovered;
    }
}
