package dev.maru.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.CallerDirectory;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.MemberService;
import dev.maru.access.RoleGrant;
import dev.maru.access.TenantService;
import dev.maru.access.identity.PeopleService;
import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.UiClient;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Role;
import dev.maru.testing.process.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the operator's link into the browser application, as a browser without scripts goes. */
class SignInIT {
    private static final String EMAIL = "owner@example.com";
    private static final String PASSWORD = "a long enough pass phrase";
    private static final String VERIFIER = "the-verifier-of-a-client-that-proves-its-code-0123456789";
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(Map.of());
        var visitor = new Visitor();
        var page = visitor.get(maru.operatorLink());
        assertThat(page.status()).isEqualTo(200);
        var landed = visitor.submit(
                page,
                Map.of("organisation", "Acme", "name", "Ada", "email", EMAIL, "password", PASSWORD, "lang", "en"));
        assertThat(landed.uri().getPath()).as("lands in the application").doesNotStartWith("/idp");
        assertThat(landed.status()).isEqualTo(200);
        assertThat(maru.home().resolve("operator-link")).doesNotExist();
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void signsInThroughOAuthAndKeepsDeepLinks() {
        var visitor = new Visitor();

        var login = visitor.get(maru.url("/account"));
        assertThat(login.uri().getPath()).isEqualTo("/idp/login");
        var landed = visitor.submit(login, Map.of("username", EMAIL, "password", PASSWORD));

        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).isEqualTo("/account");
    }

    @Test
    void answersTheSameToAWrongPasswordAndToAnUnknownAddress() {
        var known = new Visitor();
        var unknown = new Visitor();

        var wrong = known.submit(
                known.get(maru.url("/idp/login")), Map.of("username", EMAIL, "password", "not the pass phrase"));
        var nobody = unknown.submit(
                unknown.get(maru.url("/idp/login")),
                Map.of("username", "nobody@example.com", "password", "not the pass phrase"));

        assertThat(wrong.uri().toString()).endsWith("/idp/login?error=wrong");
        assertThat(nobody.uri().toString()).endsWith("/idp/login?error=wrong");
        assertThat(wrong.body()).contains("role=\"alert\"");
    }

    @Test
    void refusesAFormWithoutItsCsrfToken() {
        var visitor = new Visitor();
        visitor.get(maru.url("/idp/login"));

        var answer = visitor.post(maru.url("/idp/login"), Map.of("username", EMAIL, "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void refusesTheOperatorsLinkASecondTimeAndAMissingToken() {
        var visitor = new Visitor();

        assertThat(visitor.get(maru.url("/idp/setup?token=used")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/setup?token=")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/setup")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/invitation?token=null")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/password")).status()).isEqualTo(410);
    }

    @Test
    void wantsProofOfTheAuthorizationCodeFromEveryClient() {
        var visitor = signedIn();

        var answer = visitor.redirect(maru.url("/oauth2/authorize?response_type=code&client_id=maru-ui&scope=openid"
                + "&redirect_uri=" + maru.url("/login/oauth2/code/maru")));

        assertThat(answer).contains("error=invalid_request", "code_challenge");
    }

    @Test
    void endsARevokedSessionOnItsNextRequest() {
        var visitor = signedIn();
        var user = operator();
        var sessions = maru.bean(SessionService.class);

        sessions.mine(user).forEach(session -> sessions.revoke(user, session.id()));

        Await.until(
                "the session is over",
                () -> visitor.get(maru.url("/account")).uri().getPath().equals("/idp/login"));
    }

    @Test
    void givesTokensThatOpenTheManagementApiAndIdTokensThatDoNot() {
        var tokens = tokens(signedIn());

        var me = api("/api/me", tokens.get("access_token").asString());
        var withIdToken = api("/api/me", tokens.get("id_token").asString());
        var withNothing = api("/api/me", null);

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains(EMAIL, operator().toString());
        assertThat(withIdToken.statusCode()).isEqualTo(401);
        assertThat(withNothing.statusCode()).isEqualTo(401);
        assertThat(withIdToken.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void refusesACodeWithoutItsVerifierAndASecondTime() {
        var visitor = signedIn();
        var code = code(visitor);

        assertThat(exchange(code, "of somebody else").statusCode()).isEqualTo(400);
        var fresh = code(visitor);
        assertThat(exchange(fresh, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(exchange(fresh, VERIFIER).statusCode()).isEqualTo(400);
    }

    @Test
    void bringsInSomebodyInvitedOnce() {
        var tenants = maru.bean(TenantService.class).mine(operator());
        var tenant = tenants.getFirst().tenant().id();
        var owner = maru.bean(CallerDirectory.class).ofPerson(operator(), tenant, null, RequestId.next(), null);
        var link = maru.bean(InvitationService.class)
                .create(owner, new EmailAddress("grace@example.com"), RoleGrant.everywhere(Role.EDITOR))
                .link();
        var visitor = new Visitor();

        var page = visitor.get(link);
        assertThat(page.body()).contains("Acme", "grace@example.com");
        var landed = visitor.submit(page, Map.of("name", "Grace", "password", "a long pass phrase of Grace"));

        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).doesNotStartWith("/idp");
        assertThat(new Visitor().get(link).status()).isEqualTo(410);
        assertThat(maru.bean(MemberService.class).list(owner))
                .anySatisfy(member -> assertThat(member.email()).isEqualTo("grace@example.com"));
    }

    @Test
    void setsAPasswordByALinkOnce() {
        var tenant = maru.bean(TenantService.class)
                .mine(operator())
                .getFirst()
                .tenant()
                .id();
        var owner = maru.bean(CallerDirectory.class).ofPerson(operator(), tenant, null, RequestId.next(), null);
        var invitation = maru.bean(InvitationService.class)
                .create(owner, new EmailAddress("joan@example.com"), RoleGrant.everywhere(Role.VIEWER));
        var joan = new Visitor();
        joan.submit(joan.get(invitation.link()), Map.of("name", "Joan", "password", "the first phrase of Joan"));
        var member = maru.bean(MemberService.class).list(owner).stream()
                .filter(each -> each.email().equals("joan@example.com"))
                .findFirst()
                .orElseThrow();
        var link = maru.bean(PeopleService.class).createPasswordLink(owner, member.id());

        var visitor = new Visitor();
        var weak = visitor.submit(visitor.get(link), Map.of("password", "password1234"));
        assertThat(weak.status()).isEqualTo(422);
        var set = visitor.submit(weak, Map.of("password", "the second phrase of Joan"));
        assertThat(set.uri().toString()).endsWith("/idp/login?notice=password-set");
        var landed = visitor.submit(
                visitor.get(maru.url("/account")),
                Map.of("username", "joan@example.com", "password", "the second phrase of Joan"));

        assertThat(landed.uri().getPath()).isEqualTo("/account");
        assertThat(visitor.get(link).status()).isEqualTo(410);
        Await.until(
                "Joan's first session is over",
                () -> joan.get(maru.url("/account")).uri().getPath().equals("/idp/login"));
    }

    @Test
    void signsOutOfTheApplicationAndTheIssuer() {
        var visitor = signedIn();

        var confirmation = visitor.get(maru.url("/idp/logout"));
        visitor.submit(confirmation, Map.of());

        assertThat(visitor.get(maru.url("/account")).uri().getPath()).isEqualTo("/idp/login");
    }

    @Test
    void saysWhatAPageMayDo() {
        var answer = new Visitor().get(maru.url("/idp/login"));

        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'", "script-src 'self'");
        assertThat(answer.header("Content-Security-Policy")).doesNotContain("unsafe-inline");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.setCookies())
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax"));
    }

    @Test
    void speaksKoreanToWhoPrefersIt() {
        var answer = new Visitor().get(maru.url("/idp/login?lang=ko"));

        assertThat(answer.body()).contains("<html lang=\"ko\">", "로그인");
    }

    @Test
    void describesItselfAsAnIssuer() {
        var answer = new Visitor().get(maru.url("/.well-known/openid-configuration"));

        assertThat(answer.body()).contains("\"issuer\":\"" + maru.url() + "\"", "S256");
    }

    private static JsonNode tokens(Visitor visitor) {
        return new JsonMapper().readTree(exchange(code(visitor), VERIFIER).body());
    }

    private static String code(Visitor visitor) {
        var client = maru.bean(UiClient.class);
        var back = visitor.redirect(maru.url("/oauth2/authorize?response_type=code&client_id=maru-ui"
                + "&scope=openid%20email&state=here&code_challenge_method=S256&code_challenge=" + challenge()
                + "&redirect_uri=" + client.redirectUri()));
        assertThat(back).contains("code=", "state=here");
        return back.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    private static String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> exchange(String code, String verifier) {
        var client = maru.bean(UiClient.class);
        var basic = Base64.getEncoder().encodeToString((UiClient.CLIENT_ID + ":" + client.secret()).getBytes(US_ASCII));
        var form = "grant_type=authorization_code&code=" + code + "&redirect_uri=" + client.redirectUri()
                + "&code_verifier=" + verifier.replace(" ", "%20");
        return maru.send(HttpRequest.newBuilder(maru.url("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static HttpResponse<String> api(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(maru.url(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return maru.send(request.build());
    }

    private static UserId operator() {
        try (var connection = maru.database().superuserConnection();
                var found = connection
                        .createStatement()
                        .executeQuery("select user_id from access.app_user where operator")) {
            found.next();
            return new UserId(found.getObject(1, UUID.class));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Visitor signedIn() {
        var visitor = new Visitor();
        var login = visitor.get(maru.url("/account"));
        var landed = visitor.submit(login, Map.of("username", EMAIL, "password", PASSWORD));
        assertThat(landed.uri().getPath()).isEqualTo("/account");
        return visitor;
    }
}
