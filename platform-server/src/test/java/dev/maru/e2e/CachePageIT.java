package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Actor;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallService;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.ui.i18n.Translations;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody turns the cache on, sees what it saves, and empties it. */
class CachePageIT {
    private static final Translations TEXTS = new Translations();

    private RunningMaru maru;
    private String key = "";
    private Locale locale = Locale.ENGLISH;

    @BeforeEach
    void start() {
        maru = RunningMaru.with(Map.of());
        maru.owner();
        key = maru.sampleKey("call");
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    @Test
    @BrowserTest(width = 1280, height = 1000)
    void cachesAnswers(BrowserSession session) {
        walk(new Screen(session), Locale.ENGLISH);
    }

    @Test
    @BrowserTest(width = 1280, height = 1000, locale = "ko-KR")
    void cachesAnswersInKorean(BrowserSession session) {
        walk(new Screen(session), Locale.KOREAN);
    }

    private String t(String key, Object... arguments) {
        return TEXTS.getTranslation(key, locale, arguments);
    }

    private void walk(Screen screen, Locale language) {
        locale = language;
        var owner = (Actor.Person) maru.owner().actor();
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                owner.userId(),
                profiles.get(owner.userId()).version(),
                new ProfileData("Owner", locale, ZoneOffset.UTC, Theme.LIGHT));
        screen.open(maru.url("/p/acme/sample/cache"));
        screen.signIn();
        screen.sees(t("cache.off"));
        screen.accessible();

        screen.click(t("cache.turn-on"));
        screen.sees(t("cache.change.text"));
        screen.accessible();
        screen.click(t("dialog.save"));
        screen.sees(screen.named(AriaRole.HEADING, t("cache.rules")));
        var cache = maru.bean(CacheService.class);
        assertThat(cache.policy(maru.owner()).mode()).isEqualTo(CachePolicy.Mode.EXACT);

        assertThat(state(ask())).isEqualTo("miss");
        var again = ask();
        assertThat(state(again)).isEqualTo("hit");
        var id = again.headers().firstValue("x-request-id").orElseThrow();
        Await.until(
                "both calls are in the ledger",
                () -> maru.bean(CallService.class).page(maru.owner(), CallFilter.ALL, null, 50).items().stream()
                                .filter(call -> call.cache() != null)
                                .count()
                        == 2);
        screen.page().reload();
        screen.sees(t("cache.rate.of", 1, 2));
        screen.accessible();
        screen.open(maru.url("/p/acme/sample/calls?call=" + id));
        screen.sees(screen.page()
                .locator(".maru-detail .maru-facts")
                .getByText(t("calls.cache"), new Locator.GetByTextOptions().setExact(true)));
        screen.accessible();

        screen.open(maru.url("/p/acme/sample/cache"));
        screen.click(t("cache.purge"));
        screen.sees(t("cache.purge.text"));
        screen.page()
                .locator("vaadin-dialog[opened]")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(t("cache.purge")))
                .click();
        screen.sees(t("cache.purged", 1));
        assertThat(state(ask())).isEqualTo("miss");
    }

    private static String state(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.headers().firstValue("maru-cache").orElse("-");
    }

    private HttpResponse<String> ask() {
        return maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"maru/offline","messages":[{"role":"user","content":"When do you open?"}]}"""))
                .build());
    }
}
