package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first hour of a team with Maru, in a real browser, with a real upstream and the official OpenAI client. */
@BrowserTest(width = 1440, height = 900)
class JourneyIT {
    private static final String EDITED = "You answer guests of a small hotel in one friendly sentence.";
    private static final String MODEL = "scripted/scripted-large";
    private static ScriptedProvider provider;
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        provider = ScriptedProvider.start();
        maru = RunningMaru.with(Map.of());
    }

    @AfterAll
    static void stop() {
        maru.close();
        provider.close();
    }

    @Test
    void leadsFromTheOperatorsLinkToACallThatIsAccountedFor(BrowserSession session) {
        var screen = new Screen(session);
        screen.setUp(maru);
        findTheSampleProject(screen);
        connectProvider(screen);
        setPrices(screen);
        editAndReleaseThePrompt(screen);
        var key = createKey(screen);
        call(key);
        findTheCall(screen);
        findEveryStepDone(screen);
    }

    private static void findTheSampleProject(Screen screen) {
        screen.sees("Get started with Acme");
        screen.sees("Sample project");
        screen.sees("1 of 5 done");
        assertThat(screen.page().url()).contains("/p/acme/");
        screen.accessible();
    }

    private static void connectProvider(Screen screen) {
        screen.follow("Connect a model");
        screen.sees("Found on this server");
        screen.accessible();
        screen.click("Add connection");
        screen.fill("connection-name", "Scripted");
        screen.fill("connection-url", provider.baseUrl().toString());
        screen.fill("connection-secret", "sk-upstream");
        screen.accessible();
        screen.page()
                .locator("vaadin-dialog[opened] vaadin-button")
                .getByText("Add connection")
                .click();
        screen.seesNoMore(screen.dialog());
        screen.click("Test");
        screen.sees("Connection works");
        screen.click("Import models");
        screen.sees("2 models listed, 2 new.");
        assertThat(provider.lastRequest().credential()).isEqualTo("sk-upstream");
        screen.accessible();
    }

    private static void setPrices(Screen screen) {
        screen.tab("Models");
        screen.sees(MODEL);
        screen.accessible();
        var card = screen.page().locator(".maru-cards > .maru-panel").filter(hasText(MODEL));
        card.getByText("Prices").click();
        screen.fillLabelled("Input", "2.5");
        screen.fillLabelled("Output", "10");
        screen.accessible();
        screen.click("Add price sheet");
        screen.seesNoMore(screen.dialog());
        screen.sees(card.getByText("$2.50 per 1M tokens"));
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static void editAndReleaseThePrompt(Screen screen) {
        screen.follow("Prompts");
        screen.sees("support/answer");
        screen.accessible();
        screen.follow("support/answer");
        var page = screen.page();
        screen.sees(page.locator("#save-version"));
        screen.accessible();
        screen.type(page.locator(".maru-message textarea").first(), EDITED);
        screen.fill("commit-message", "Friendlier");
        screen.click("Save as new version");
        screen.sees("Version 2 saved.");

        screen.tab("Versions");
        screen.sees(page.locator("ins").first());
        assertThat(page.locator("ins").allInnerTexts()).anyMatch(text -> text.contains("friendly"));
        screen.accessible();

        screen.click("Release…");
        screen.sees("What changes from version 1 to 2");
        screen.fill("release-reason", "Friendlier tone");
        screen.accessible();
        page.locator("#release-act").click();
        screen.seesNoMore(screen.dialog());
        screen.sees("production · v2");

        screen.tab("Releases");
        screen.sees("Friendlier tone");
        screen.accessible();
        screen.tab("Use it");
        screen.sees("Fetch the prompt");
        screen.accessible();
    }

    private static String createKey(Screen screen) {
        screen.follow("API keys");
        screen.sees("No API keys yet");
        screen.accessible();
        screen.click("New API key");
        screen.fill("key-name", "Shop backend");
        screen.accessible();
        screen.click("Create key");
        screen.sees("Shop backend was created");
        var secret = screen.page().locator("#secret").innerText();
        assertThat(secret).startsWith("maru_");
        screen.accessible();
        screen.page().locator("#dialog-done").click();
        screen.seesNoMore(screen.dialog());
        screen.sees("Shop backend");
        assertThat(screen.page().content()).doesNotContain(secret);
        screen.accessible();
        return secret;
    }

    private static void call(String key) {
        provider.script(Reply.Answer.of("From ", "seven ", "to ten.").withUsage(Usage.of(1200, 300)));
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(maru.url("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
        var request = ChatCompletionCreateParams.builder()
                .model(MODEL)
                .messages(List.of())
                .putAdditionalBodyProperty(
                        "prompt",
                        JsonValue.from(Map.of(
                                "name",
                                "support/answer",
                                "label",
                                "production",
                                "variables",
                                Map.of("question", "When is breakfast?"))))
                .build();
        var answer = new StringBuilder();
        try (var response = client.chat().completions().createStreaming(request)) {
            response.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .forEach(answer::append);
        } finally {
            client.close();
        }

        assertThat(answer).hasToString("From seven to ten.");
        assertThat(provider.lastRequest().text())
                .contains(EDITED, "When is breakfast?")
                .doesNotContain("\"prompt\"");
    }

    private static void findTheCall(Screen screen) {
        var page = screen.page();
        screen.follow("Calls");
        screen.sees("Every request through the gateway with its usage and cost.");
        var prompt = page.locator("vaadin-grid-cell-content").getByText("support/answer · v2");
        var sample = page.locator("vaadin-grid-cell-content").getByText("support/answer · v1");
        // The call reaches the ledger a moment after its answer.
        Await.until("the call is in the list", () -> {
            page.reload();
            screen.sees(page.locator("vaadin-grid"));
            screen.sees(sample.first());
            return prompt.count() > 0;
        });
        screen.accessible();
        assertThat(sample.count()).as("calls of the sample project").isEqualTo(3);
        screen.sees("1,500");
        screen.sees("$0.006");

        prompt.click();
        var detail = page.locator(".maru-detail");
        screen.sees(detail.getByText("Attempts (1)"));
        screen.sees(detail.getByText("support/answer · v2 (production)"));
        screen.sees(detail.getByText("1. " + MODEL));
        screen.sees(detail.locator(".maru-bar"));
        assertThat(detail.innerText()).contains("1,200", "300", "$0.006");
        screen.accessible();

        var address = page.url();
        assertThat(address).contains("call=");
        page.reload();
        screen.sees(detail.getByText("Attempts (1)"));
        assertThat(page.url()).isEqualTo(address);
    }

    private static void findEveryStepDone(Screen screen) {
        screen.follow("Home");
        screen.sees("Recent releases");
        screen.sees("Friendlier tone");
        screen.seesNoMore(screen.page().locator("#first-steps"));
        screen.accessible();
    }
}
