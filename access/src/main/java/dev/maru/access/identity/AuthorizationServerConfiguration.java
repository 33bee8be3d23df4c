package dev.maru.access.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.schedule.RecurringTask;
import dev.maru.platform.secret.CredentialDigest;
import dev.maru.platform.secret.SecretVault;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What the embedded issuer keeps and says; absent where {@code maru.identity.embedded} is off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "maru.identity.embedded", matchIfMissing = true)
class AuthorizationServerConfiguration {
    @Bean
    SigningKeys signingKeys(SystemDb db, SigningKeyRepository rows, SecretVault vault, Clock clock) {
        return new SigningKeys(db, rows, vault, clock);
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        JWKSource<SecurityContext> source = keys;
        var encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(keys::choose);
        return encoder;
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(MaruSettings settings) {
        return AuthorizationServerSettings.builder()
                .issuer(PublicUrl.of(settings))
                .build();
    }

    @Bean
    PasswordEncoder clientSecrets(CredentialDigest digest) {
        return new ClientSecrets(digest);
    }

    @Bean
    RegisteredClientRepository registeredClients(
            @Qualifier("system") JdbcOperations jdbc, SystemDb db, AuthorizationRepository rows, UiClient ui) {
        var clients = new JdbcRegisteredClientRepository(jdbc);
        // At every start, because the public address is part of what is registered.
        db.runInSystem(tx -> {
            rows.lockClients(tx);
            clients.save(ui.registered());
        });
        return clients;
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            @Qualifier("system") JdbcOperations jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(jdbc, clients);
    }

    @Bean
    OAuth2AuthorizationConsentService consents(
            @Qualifier("system") JdbcOperations jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(jdbc, clients);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokenClaims(SystemDb db, UserRepository users, MaruSettings settings) {
        return new TokenClaims(db, users, PublicUrl.apiAudience(settings));
    }

    @Bean
    RecurringTask signingKeyRotation(SigningKeys keys) {
        return new RecurringTask("access-signing-key-rotation", Duration.ofHours(1), keys::rotate);
    }
}
