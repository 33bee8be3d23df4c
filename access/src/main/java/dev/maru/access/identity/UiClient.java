package dev.maru.access.identity;

import dev.maru.platform.secret.CredentialDigest;
import dev.maru.platform.settings.MaruSettings;
import java.time.Duration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** The browser application as a client of the embedded issuer. */
@Component
public class UiClient {
    public static final String CLIENT_ID = "maru-ui";

    /** The name of the registration at the client's side, part of the redirect address. */
    public static final String REGISTRATION_ID = "maru";

    private final ClientSecrets secrets;
    private final String publicUrl;

    UiClient(CredentialDigest digest, MaruSettings settings) {
        this.secrets = new ClientSecrets(digest);
        this.publicUrl = PublicUrl.of(settings);
    }

    public String secret() {
        return secrets.own(CLIENT_ID);
    }

    public String redirectUri() {
        return publicUrl + "/login/oauth2/code/" + REGISTRATION_ID;
    }

    RegisteredClient registered() {
        return RegisteredClient.withId(CLIENT_ID)
                .clientId(CLIENT_ID)
                .clientName("Maru")
                .clientSecret(secrets.digestOf(secret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(redirectUri())
                .postLogoutRedirectUri(publicUrl)
                .postLogoutRedirectUri(publicUrl + "/")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope(OidcScopes.EMAIL)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofMinutes(15))
                        .authorizationCodeTimeToLive(Duration.ofMinutes(1))
                        .build())
                .build();
    }
}
