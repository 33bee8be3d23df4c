package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.CallerDirectory;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.RoleGrant;
import dev.maru.access.TenantService;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Role;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/** An installation without an issuer of its own, whose people another installation vouches for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutsideIssuerIT {
    private static final String PASSWORD = "a long enough pass phrase";
    private static final String CLIENT = "another-installation";
    private static RunningMaru issuer;
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        issuer = RunningMaru.with(Map.of());
        issuer.owner();
        maru = RunningMaru.with(Map.of(
                "maru.identity.embedded", "false",
                "maru.oidc.issuer-uri", issuer.url().toString(),
                "maru.oidc.client-id", CLIENT));
        issuer.bean(RegisteredClientRepository.class)
                .save(RegisteredClient.withId(CLIENT)
                        .clientId(CLIENT)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri(maru.url("/login/oauth2/code/oidc").toString())
                        .scope("openid")
                        .scope("profile")
                        .scope("email")
                        .clientSettings(ClientSettings.builder()
                                .requireProofKey(true)
                                .requireAuthorizationConsent(false)
                                .build())
                        .build());
    }

    @AfterAll
    static void stop() {
        maru.close();
        issuer.close();
    }

    @Test
    @Order(1)
    void setsUpTheOperatorWhomTheIssuerVouchesFor() {
        var visitor = new Visitor();

        var page = visitor.get(maru.operatorLink());
        var login = visitor.submit(page, Map.of("organisation", "Beta"));
        assertThat(login.uri()).isEqualTo(issuer.url("/idp/login"));
        var landed = visitor.submit(login, Map.of("username", "owner@example.com", "password", PASSWORD));

        assertThat(landed.uri().getAuthority()).isEqualTo(maru.url().getAuthority());
        assertThat(landed.uri().getPath()).doesNotStartWith("/idp");
        assertThat(landed.status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void refusesWhoHasNoInvitationAndLetsInWhoHasOne() {
        var issued = issuer.bean(InvitationService.class)
                .create(issuer.owner(), new EmailAddress("lin@example.com"), RoleGrant.everywhere(Role.VIEWER));
        var lin = new Visitor();
        lin.submit(lin.get(issued.link()), Map.of("name", "Lin", "password", "the pass phrase of Lin"));

        var refused = lin.get(maru.url("/account"));
        assertThat(refused.uri().getPath()).isEqualTo("/idp/refused");
        assertThat(refused.status()).isEqualTo(403);

        var page = lin.get(invitationHere());
        var landed = lin.post(maru.url("/idp/invitation/external"), hidden(page));
        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).doesNotStartWith("/idp");
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "/idp/login",
                "/oauth2/authorize",
                "/oauth2/jwks",
                "/.well-known/openid-configuration",
                "/userinfo",
                "/connect/logout",
                "/idp/password",
                "/idp/passkeys"
            })
    void hasNoIssuerOfItsOwn(String path) {
        assertThat(new Visitor().get(maru.url(path)).status()).isEqualTo(404);
    }

    private static URI invitationHere() {
        var people = maru.bean(PeopleService.class);
        var operator = people.find(issuer.url().toString(), issuerSubject()).orElseThrow();
        var tenant = maru.bean(TenantService.class).mine(operator).getFirst().tenant().id();
        var owner = maru.bean(CallerDirectory.class).ofPerson(operator, tenant, null, RequestId.next(), null);
        return maru.bean(InvitationService.class)
                .create(owner, new EmailAddress("lin@example.com"), RoleGrant.everywhere(Role.EDITOR))
                .link();
    }

    private static String issuerSubject() {
        var owner = (Actor.Person) issuer.owner().actor();
        return owner.userId().toString();
    }

    private static Map<String, String> hidden(Visitor.Answer page) {
        return Visitor.hiddenFields(page.body());
    }
}
