package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.guard.GuardrailService;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.ui.i18n.Translations;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody makes a guardrail, tries it, sees a call with something masked in Calls, and removes it again. */
class GuardrailsPageIT {
    private static final Translations TEXTS = new Translations();
    private static final String NAME = "No personal data";

    private static String t(String key, Object... arguments) {
        return TEXTS.getTranslation(key, Locale.ENGLISH, arguments);
    }

    @Test
    @BrowserTest(width = 1440, height = 1000)
    void guardsACall(BrowserSession session) {
        try (var maru = RunningMaru.with(Map.of())) {
            var owner = maru.owner();
            var screen = new Screen(session);
            screen.open(maru.url("/p/acme/sample/guardrails"));
            screen.signIn();
            screen.sees(t("guardrails.empty"));
            screen.accessible();
            make(screen);
            call(maru, owner, screen);
            remove(maru, owner, screen);
        }
    }

    private static void make(Screen screen) {
        screen.click(t("guardrails.new"));
        screen.click(t("guardrails.create"));
        screen.sees(t("guardrails.error.name"));
        screen.fill("guardrail-name", NAME);
        screen.fill("guardrail-draft", "hong@example.com 010-1234-5678");
        screen.sees(screen.dialog().getByText("[EMAIL] [PHONE]"));
        screen.accessible();
        screen.click(t("guardrails.create"));
        screen.sees(t("guardrails.saved", NAME));
        screen.sees(t("guardrails.check.pii") + " · " + t("guardrails.about.pii.all"));
        screen.fill("guardrail-try", "4111 1111 1111 1111");
        screen.sees("[CARD]");
        screen.accessible();
    }

    private static void call(RunningMaru maru, Caller owner, Screen screen) {
        var response = maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + maru.sampleKey("call"))
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"maru/offline\",\"messages\":[{\"role\":\"user\",\"content\":\"a@example.com\"}]}"))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var calls = maru.bean(CallService.class);
        var id = response.headers().firstValue("x-request-id").orElseThrow();
        Await.until(
                "the call is in the ledger",
                () -> calls.page(owner, CallFilter.ALL, null, 50).items().stream()
                        .anyMatch(call -> call.id().toString().equals(id)));
        screen.open(maru.url("/p/acme/sample/calls?call=" + id));
        screen.sees(NAME);
        screen.accessible();
    }

    private static void remove(RunningMaru maru, Caller owner, Screen screen) {
        screen.open(maru.url("/p/acme/sample/guardrails"));
        screen.page().locator("vaadin-grid vaadin-button").last().click();
        screen.sees(t("guardrails.delete.consequence", NAME));
        screen.click(t("guardrails.delete"));
        screen.sees(t("guardrails.empty"));
        assertThat(maru.bean(GuardrailService.class).list(owner)).isEmpty();
    }
}
