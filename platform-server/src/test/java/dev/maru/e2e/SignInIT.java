package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the operator's link into the browser application, as a browser without scripts goes. */
class SignInIT {
    private static final String EMAIL = "owner@example.com";
    private static final String PASSWORD = "a long enough pass phrase";
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(Map.of());
        var visitor = new Visitor(maru);
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
        var visitor = new Visitor(maru);

        var login = visitor.get(maru.url("/account"));
        assertThat(login.uri().getPath()).isEqualTo("/idp/login");
        var landed = visitor.submit(login, Map.of("username", EMAIL, "password", PASSWORD));

        assertThat(landed.status()).isEqualTo(200);
        assertThat(landed.uri().getPath()).isEqualTo("/account");
    }

    @Test
    void answersTheSameToAWrongPasswordAndToAnUnknownAddress() {
        var known = new Visitor(maru);
        var unknown = new Visitor(maru);

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
        var visitor = new Visitor(maru);
        visitor.get(maru.url("/idp/login"));

        var answer = visitor.post(maru.url("/idp/login"), Map.of("username", EMAIL, "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void refusesTheOperatorsLinkASecondTimeAndAMissingToken() {
        var visitor = new Visitor(maru);

        assertThat(visitor.get(maru.url("/idp/setup?token=used")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/setup?token=")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/setup")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/invitation?token=null")).status()).isEqualTo(410);
        assertThat(visitor.get(maru.url("/idp/password")).status()).isEqualTo(410);
    }

    @Test
    void wantsProofOfTheAuthorizationCodeFromEveryClient() {
        var visitor = signedIn();

        var answer = visitor.get(maru.url("/oauth2/authorize?response_type=code&client_id=maru-ui&scope=openid"
                + "&redirect_uri=" + maru.url("/login/oauth2/code/maru")));

        assertThat(answer.uri().getQuery()).contains("error=invalid_request");
    }

    @Test
    void endsARevokedSessionAndSignsOut() {
        var visitor = signedIn();
        var other = signedIn();

        var out = other.post(maru.url("/logout"), Map.of());
        assertThat(out.status()).isNotEqualTo(500);

        assertThat(visitor.get(maru.url("/account")).uri().getPath()).isEqualTo("/account");
    }

    @Test
    void saysWhatAPageMayDo() {
        var answer = new Visitor(maru).get(maru.url("/idp/login"));

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
        var answer = new Visitor(maru).get(maru.url("/idp/login?lang=ko"));

        assertThat(answer.body()).contains("<html lang=\"ko\">", "로그인");
    }

    @Test
    void describesItselfAsAnIssuer() {
        var answer = new Visitor(maru).get(maru.url("/.well-known/openid-configuration"));

        assertThat(answer.body()).contains("\"issuer\":\"" + maru.url() + "\"", "S256");
    }

    private static Visitor signedIn() {
        var visitor = new Visitor(maru);
        var login = visitor.get(maru.url("/account"));
        var landed = visitor.submit(login, Map.of("username", EMAIL, "password", PASSWORD));
        assertThat(landed.uri().getPath()).isEqualTo("/account");
        return visitor;
    }
}
