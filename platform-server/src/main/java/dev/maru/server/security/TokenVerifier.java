package dev.maru.server.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.maru.access.identity.IdentitySettings;
import dev.maru.access.identity.OidcSettings;
import dev.maru.access.identity.PublicUrl;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.server.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.stereotype.Component;

/** Verifies access tokens: of a trusted issuer, for this API, in time. What a token's person may do it does not say. */
@Component
class TokenVerifier {
    private final Map<String, AuthenticationManager> managers = new HashMap<>();
    private final Map<String, JwtDecoder> decoders = new HashMap<>();
    private final String ownIssuer;
    private final ErrorWriter errors;

    TokenVerifier(
            MaruSettings settings,
            IdentitySettings identity,
            OidcSettings oidc,
            ObjectProvider<JWKSource<SecurityContext>> ownKeys,
            ErrorWriter errors) {
        this.errors = errors;
        this.ownIssuer = PublicUrl.of(settings);
        if (identity.embedded()) {
            add(ownIssuer, own(ownIssuer, PublicUrl.apiAudience(settings), ownKeys.getObject()));
        }
        var outside = oidc.issuerUri();
        var audience = oidc.audience();
        if (outside != null && audience != null) {
            // Asked on first use: an issuer that is down must not stop a start.
            add(outside.toString(), new SupplierJwtDecoder(() -> outside(outside.toString(), audience)));
        }
    }

    AuthenticationManagerResolver<HttpServletRequest> byIssuer() {
        return new JwtIssuerAuthenticationManagerResolver((AuthenticationManagerResolver<String>)
                issuer -> managers.getOrDefault(issuer, TokenVerifier::distrust));
    }

    /** The decoder of our own access tokens; there is one only while the embedded issuer is on. */
    JwtDecoder own() {
        return Objects.requireNonNull(decoders.get(ownIssuer), "the embedded issuer is off");
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        errors.write(
                request,
                response,
                new PlatformException(
                        CoreError.UNAUTHENTICATED,
                        "This access token is not valid or has expired; get another one.",
                        e));
    }

    private static Authentication distrust(Authentication token) {
        throw new InvalidBearerTokenException("an issuer that this installation does not trust");
    }

    private void add(String issuer, JwtDecoder decoder) {
        decoders.put(issuer, decoder);
        managers.put(issuer, new JwtAuthenticationProvider(decoder)::authenticate);
    }

    private static JwtDecoder own(String issuer, String audience, JWKSource<SecurityContext> keys) {
        var decoder = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        restrict(decoder, issuer, audience);
        return decoder;
    }

    private static JwtDecoder outside(String issuer, String audience) {
        NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
        restrict(decoder, issuer, audience);
        return decoder;
    }

    private static void restrict(NimbusJwtDecoder decoder, String issuer, String audience) {
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, claimed -> claimed != null && claimed.contains(audience))));
    }
}
