package dev.maru.access.identity;

import dev.maru.access.audit.AuditService;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.schedule.RecurringTask;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;

/** Passkeys, and what tidies up after people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IdentitySettings.class, OidcSettings.class})
class IdentityConfiguration {
    @Bean
    UserCredentialRepository passkeyCredentials(
            @Qualifier("system") JdbcOperations jdbc, SystemDb db, UserRepository users, AuditService audit) {
        return new RecordedPasskeys(new JdbcUserCredentialRepository(jdbc), db, users, audit);
    }

    @Bean
    WebAuthnRelyingPartyOperations relyingParty(
            PasskeyUsers users, UserCredentialRepository credentials, MaruSettings settings) {
        var host = settings.publicUrl().getHost();
        var operations = new Webauthn4JRelyingPartyOperations(
                users,
                credentials,
                PublicKeyCredentialRpEntity.builder().id(host).name("Maru").build(),
                Set.of(PublicUrl.origin(settings)));
        // Kept on the device, so that people sign in without typing who they are.
        operations.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }

    @Bean
    PasskeySignIn passkeySignIn(SystemDb db, UserRepository users, WebAuthnRelyingPartyOperations relyingParty) {
        return new PasskeySignIn(db, users, relyingParty);
    }

    @Bean
    RecurringTask sessionCleanUp(SessionService sessions) {
        return new RecurringTask("access-session-clean-up", Duration.ofHours(6), sessions::deleteExpired);
    }

    @Bean
    RecurringTask authorizationCleanUp(SystemDb db, AuthorizationRepository authorizations, Clock clock) {
        return new RecurringTask(
                "access-authorization-clean-up",
                Duration.ofHours(1),
                () -> db.runInSystem(
                        tx -> authorizations.deleteExpired(tx, clock.instant().minus(Duration.ofHours(1)))));
    }
}
