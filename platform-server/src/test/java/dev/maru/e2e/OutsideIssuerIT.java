package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.CallerDirectory;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.RoleGrant;
import dev.maru.access.TenantService;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation without an issuer of its own, whose people an issuer outside vouches for. */
class OutsideIssuerIT {
    private static final ScriptedIssuer.Person ADA =
            new ScriptedIssuer.Person("ada-1", "ada@example.com", "Ada Lovelace");
    private static final ScriptedIssuer ISSUER = ScriptedIssuer.start();
    private static RunningMaru maru;

    @BeforeAll
    static void setUpTheOperatorWhomTheIssuerVouchesFor() {
        maru = RunningMaru.with(Map.of(
                "maru.identity.embedded", "false",
                "maru.oidc.issuer-uri", ISSUER.url().toString(),
                "maru.oidc.client-id", "maru",
                "maru.oidc.client-secret", "a secret of the issuer",
                "maru.oidc.audience", "maru-api"));
        ISSUER.vouchFor(ADA);
        var visitor = new Visitor();
        var landed = visitor.submit(visitor.get(maru.operatorLink()), Map.of("organisation", "Beta"));
        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).doesNotStartWith("/idp");
    }

    @AfterAll
    static void stop() {
        maru.close();
        ISSUER.close();
    }

    @Test
    void letsInWhomItKnowsByIssuerAndSubject() {
        ISSUER.vouchFor(ADA);

        assertThat(new Visitor().get(maru.url("/account")).uri().getPath()).isEqualTo("/account");
    }

    @Test
    void neverKnowsAnybodyByTheirAddress() {
        ISSUER.vouchFor(new ScriptedIssuer.Person("somebody-else", ADA.email(), ADA.name()));

        var refused = new Visitor().get(maru.url("/account"));

        assertThat(refused.uri().getPath()).isEqualTo("/idp/refused");
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void letsInANewcomerWithAnInvitation() {
        ISSUER.vouchFor(new ScriptedIssuer.Person("lin-1", "lin@outside.example", "Lin"));
        var visitor = new Visitor();
        assertThat(visitor.get(maru.url("/account")).uri().getPath()).isEqualTo("/idp/refused");

        var landed = visitor.submit(visitor.get(invitation()), Map.of());

        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).doesNotStartWith("/idp");
        assertThat(new Visitor().get(maru.url("/account")).uri().getPath()).isEqualTo("/account");
    }

    @Test
    void takesItsAccessTokensForTheRightAudienceOnly() {
        ISSUER.vouchFor(ADA);

        assertThat(statusOfMe(ISSUER.accessToken("maru-api"))).isEqualTo(200);
        assertThat(statusOfMe(ISSUER.accessToken("maru"))).isEqualTo(401);
    }

    @ParameterizedTest
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

    private static int statusOfMe(String token) {
        var request = HttpRequest.newBuilder(maru.url("/api/me")).header("Authorization", "Bearer " + token);
        return maru.send(request.build()).statusCode();
    }

    private static URI invitation() {
        var operator = maru.bean(PeopleService.class)
                .find(ISSUER.url().toString(), ADA.subject())
                .orElseThrow();
        var tenant = maru.bean(TenantService.class)
                .mine(operator)
                .getFirst()
                .tenant()
                .id();
        var owner = maru.bean(CallerDirectory.class).ofPerson(operator, tenant, null, RequestId.next(), null);
        return maru.bean(InvitationService.class)
                .create(owner, new EmailAddress("lin@example.com"), RoleGrant.everywhere(Role.EDITOR))
                .link();
    }
}
