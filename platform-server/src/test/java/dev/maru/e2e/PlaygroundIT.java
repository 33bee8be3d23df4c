package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.gateway.Origin;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.ReceivedRequest;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The playground in a real browser, with a real upstream: two models side by side, tools, schemas, and a version saved. */
@BrowserTest(width = 1440, height = 1000)
class PlaygroundIT {
    private static final String LARGE = "scripted/scripted-large";
    private static final String SMALL = "scripted/scripted-small";
    private static final String TOOLS =
            "[{\"type\":\"function\",\"function\":{\"name\":\"find_room\",\"parameters\":{\"type\":\"object\"}}}]";
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"topic\":{\"type\":\"string\"}},\"required\":[\"topic\"]}";

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static ScriptedProvider provider;
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        provider = ScriptedProvider.start();
        maru = RunningMaru.with(Map.of());
        var caller = maru.owner();
        var made = maru.bean(ConnectionService.class)
                .create(
                        caller,
                        new NewConnection(
                                new ConnectionSlug("scripted"),
                                "Scripted",
                                provider.baseUrl().toString(),
                                "sk-upstream",
                                DisconnectPolicy.ABORT));
        var catalog = maru.bean(CatalogService.class);
        catalog.importModels(caller, made.id());
        catalog.models(caller).stream()
                .filter(model -> model.qualifiedName().equals(LARGE))
                .forEach(model -> catalog.addPrice(
                        caller,
                        model.id(),
                        new NewPrice(
                                null, "USD", new BigDecimal("2.5"), null, null, BigDecimal.TEN, null, "a price list")));
    }

    @AfterAll
    static void stop() {
        maru.close();
        provider.close();
    }

    @Test
    void comparesModelsAndSavesAVersion(BrowserSession session) {
        new Walk(session, PlaygroundWords.ENGLISH).run();
    }

    @Test
    @BrowserTest(locale = "ko-KR", width = 1440, height = 1000)
    void comparesModelsAndSavesAVersionInKorean(BrowserSession session) {
        new Walk(session, PlaygroundWords.KOREAN).run();
    }

    /** One person's way through the playground. */
    private static final class Walk {
        private final Screen screen;
        private final PlaygroundWords words;
        private @Nullable PromptId made;

        Walk(BrowserSession session, PlaygroundWords words) {
            this.screen = new Screen(session);
            this.words = words;
        }

        void run() {
            speak(words.locale());
            keepPayloads(words.locale().equals(Locale.KOREAN));
            made = maru.bean(PromptService.class)
                    .create(maru.owner(), NewPrompt.of(new PromptName(prompt()), draft("You answer guests.", "First")))
                    .prompt()
                    .id();
            provider.reset();
            openFromThePrompt();
            runTwoModels();
            stopOne();
            compare();
            var registered = lastCall(0);
            assertThat(registered.call().promptName()).isEqualTo(prompt());
            assertThat(registered.call().promptVersion()).isEqualTo(1);
            assertThat(registered.call().origin()).isEqualTo(Origin.PLAYGROUND);
            callATool();
            checkASchema();
            sendAPicture();
            var edited = lastCall(0);
            assertThat(edited.call().promptName()).isNull();
            assertThat(edited.tags().get("edited-from")).startsWith("prm_").endsWith("@1");
            save();
            findTheCall();
            comeBack();
        }

        private static PromptDraft draft(String system, String message) {
            return new PromptDraft(
                    new PromptBody.Chat(List.of(
                            ChatEntry.Message.of(ChatRole.SYSTEM, system),
                            ChatEntry.Message.of(ChatRole.USER, "{{question}}"))),
                    PromptConfig.parse("{\"temperature\":0.2}"),
                    message);
        }

        private void openFromThePrompt() {
            screen.open(maru.url("/p/acme/sample/prompts"));
            screen.signIn();
            screen.follow(prompt());
            screen.click(words.open());
            screen.sees(column(0));
            screen.page().waitForURL(address -> address.contains("c1=prm_"));
            screen.accessible();
        }

        private void runTwoModels() {
            choose(0, LARGE);
            screen.page().locator("#play-add").click();
            screen.sees(column(1));
            choose(1, SMALL);
            screen.fillLabelled("question", "When is breakfast?");
            provider.always(Endpoint.CHAT, Walk::answer);
            screen.page().keyboard().press("Control+Enter");
            screen.sees(answers(0).getByText("From seven to ten."));
            screen.sees(answers(1).getByText("word0 word1"));
            screen.sees(answers(0).locator(".maru-play-cost").getByText("$0.006"));
            assertThat(answers(0).innerText()).contains("1,200", "300");
            screen.accessible();
        }

        /** The small model never comes to an end. */
        private static Reply answer(ReceivedRequest request) {
            return request.json().path("model").asString("").equals("scripted-small")
                    ? new Reply.Stall(2, Reply.Answer.ofWords(9))
                    : Reply.Answer.of("From ", "seven ", "to ten.").withUsage(Usage.of(1200, 300));
        }

        private void stopOne() {
            column(1).locator(".maru-play-stop").click();
            screen.sees(answers(1).getByText(words.stopped()));
            screen.seesNoMore(column(1).locator(".maru-play-stop"));
        }

        private void compare() {
            screen.page()
                    .locator("vaadin-checkbox")
                    .getByText(words.differences())
                    .click();
            screen.sees(screen.page().locator("#play-differences ins").first());
            screen.accessible();
            screen.page()
                    .locator("vaadin-checkbox")
                    .getByText(words.differences())
                    .click();
        }

        private void callATool() {
            provider.reset();
            provider.script(Reply.ToolCalls.of(new Reply.ToolCall("call_1", "find_room", "{\"guests\": 2}")));
            provider.script(Reply.Answer.of("The hall is free."));
            openDetails(0, ".maru-play-tools");
            var tools = column(0).locator(".maru-play-json-tools textarea");
            screen.type(tools, "[{");
            screen.sees(column(0).locator(".maru-play-json-tools[invalid]"));
            screen.type(tools, TOOLS);
            screen.seesNoMore(column(0).locator(".maru-play-json-tools[invalid]"));
            column(0).locator(".maru-play-run").click();
            screen.sees(
                    answers(0).locator(".maru-play-tool").getByText("find_room").first());
            assertThat(answers(0).locator(".maru-play-tool").innerText()).contains("\"guests\": 2");
            screen.accessible();
            screen.type(answers(0).locator(".maru-play-result textarea"), "{\"room\": \"hall\"}");
            answers(0).locator(".maru-play-go-on").click();
            screen.sees(answers(0).getByText("The hall is free."));
            var messages = provider.lastRequest().json().path("messages");
            var last = messages.get(messages.size() - 1);
            assertThat(last.path("role").asString()).isEqualTo("tool");
            assertThat(last.path("tool_call_id").asString()).isEqualTo("call_1");
            assertThat(last.path("content").asString()).isEqualTo("{\"room\": \"hall\"}");
            assertThat(provider.lastRequest().text()).contains("When is breakfast?", "\"find_room\"");
            screen.type(tools, "");
        }

        private void checkASchema() {
            provider.script(Reply.Answer.of("{\"topic\":", "7}"));
            provider.script(Reply.Answer.of("{\"topic\":\"stay\"}").withUsage(Usage.of(10, 2)));
            openDetails(0, ".maru-play-format");
            screen.type(column(0).locator(".maru-play-json-format textarea"), SCHEMA);
            column(0).locator(".maru-play-run").click();
            screen.sees(answers(0).getByText(words.invalid()));
            screen.accessible();
            column(0).locator(".maru-play-run").click();
            screen.sees(answers(0).getByText(words.valid()));
            var format = provider.lastRequest().json().path("response_format");
            assertThat(format.path("json_schema")
                            .path("schema")
                            .path("required")
                            .get(0)
                            .asString())
                    .isEqualTo("topic");
        }

        private void sendAPicture() {
            var input = screen.page().locator("vaadin-upload input[type=file]").first();
            input.setInputFiles(new FilePayload("fake.png", "image/png", "<svg/>".getBytes(StandardCharsets.UTF_8)));
            screen.sees(words.badPicture());
            input.setInputFiles(new FilePayload("dot.png", "image/png", picture()));
            screen.sees(screen.page().locator(".maru-play-picture img"));
            screen.seesNoMore(screen.text(words.badPicture()));
            screen.accessible();
            provider.script(Reply.Answer.of("{\"topic\":\"dot\"}").withUsage(Usage.of(10, 2)));
            column(0).locator(".maru-play-run").click();
            screen.sees(current(0).locator("pre").getByText("\"dot\""));
            var messages = provider.lastRequest().json().path("messages");
            var parts = messages.get(messages.size() - 1).path("content");
            assertThat(parts.get(0).path("text").asString()).isEqualTo("When is breakfast?");
            assertThat(parts.get(1).path("image_url").path("url").asString())
                    .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(picture()));
            screen.page().locator(".maru-play-picture vaadin-button").click();
            screen.seesNoMore(screen.page().locator(".maru-play-picture"));
        }

        /** Two megabytes, as photographs have; nobody looks beyond the first bytes here. */
        private static byte[] picture() {
            return Arrays.copyOf(DOT, 2_000_000);
        }

        private void save() {
            maru.bean(PromptService.class)
                    .newVersion(
                            maru.owner(),
                            Objects.requireNonNull(made),
                            1,
                            draft("You answer guests well.", "Meanwhile"));
            screen.sees(column(0).locator(".maru-chip[data-tone=warn]").first());
            column(0).locator(".maru-play-save").click();
            screen.fill("play-message", "Answers in JSON");
            screen.accessible();
            var act = screen.page().locator("vaadin-dialog[opened] vaadin-button[theme~=primary]");
            act.click();
            screen.sees(screen.page().getByText(words.stale()));
            screen.accessible();
            act.click();
            screen.sees(words.saved());
            screen.seesNoMore(column(0).locator(".maru-message-head > .maru-chip[data-tone=warn]"));
        }

        private void findTheCall() {
            provider.script(Reply.Answer.of("{\"topic\":\"stay\"}").withUsage(Usage.of(10, 2)));
            column(0).locator(".maru-play-run").click();
            screen.sees(answers(0).locator(".maru-play-cost").getByText("$"));
            var link = current(0).locator(".maru-play-call").getAttribute("href");
            var address = screen.page().url();
            screen.open(maru.url("/" + link));
            var detail = screen.page().locator(".maru-detail");
            screen.sees(detail.getByText(words.origin(), new Locator.GetByTextOptions().setExact(true)));
            screen.sees(detail.getByText(prompt() + " · v3"));
            screen.accessible();
            screen.follow(words.open());
            screen.sees(column(0));
            if (words.locale().equals(Locale.KOREAN)) {
                // The request was kept: it stands there word for word.
                assertThat(column(0).locator(".maru-message textarea").nth(1).inputValue())
                        .isEqualTo("When is breakfast?");
            } else {
                screen.sees(screen.page().getByText("The input of this call was not kept."));
            }
            screen.accessible();
            screen.page().navigate(address);
        }

        private void comeBack() {
            screen.sees(column(1));
            assertThat(column(0).locator(".maru-play-model input").inputValue()).isEqualTo(LARGE);
            assertThat(column(1).locator(".maru-play-model input").inputValue()).isEqualTo(SMALL);
            assertThat(screen.page().getByLabel("question").first().inputValue())
                    .isEqualTo("When is breakfast?");
            screen.accessible();
        }

        private Locator column(int index) {
            return screen.page().locator(".maru-play-column").nth(index);
        }

        private Locator answers(int index) {
            return column(index).locator(".maru-play-answers");
        }

        /** The answers of the conversation that goes on, without the earlier ones. */
        private Locator current(int index) {
            return answers(index).locator("> .maru-stack");
        }

        private void choose(int index, String model) {
            var field = column(index).locator(".maru-play-model input");
            field.fill(model);
            field.press("Enter");
            field.press("Tab");
        }

        private void openDetails(int index, String which) {
            var summary = column(index).locator(which + " > vaadin-details-summary");
            if (!"true".equals(summary.getAttribute("aria-expanded"))) {
                summary.click();
            }
        }

        /** The last call of a column as the ledger has it. */
        private CallDetail lastCall(int index) {
            var calls = maru.bean(CallService.class);
            var id = RequestId.parse(
                    current(index).locator(".maru-play-call").last().innerText());
            var caller = maru.owner();
            Await.until(
                    "the call is in the ledger",
                    () -> calls.page(caller, CallFilter.ALL, null, 50).items().stream()
                            .anyMatch(call -> call.id().equals(id)));
            return calls.find(caller, id);
        }

        private String prompt() {
            return "play/" + words.locale().getLanguage();
        }
    }

    private static void keepPayloads(boolean keep) {
        var policies = maru.bean(PayloadPolicyService.class);
        var version = policies.get(maru.owner()).version();
        var capture = keep ? PayloadPolicy.Capture.FULL : PayloadPolicy.Capture.NONE;
        policies.set(maru.owner(), new PayloadPolicy(capture, 14, version));
    }

    private static void speak(Locale locale) {
        var profiles = maru.bean(ProfileService.class);
        maru.owner();
        var user = maru.operator();
        profiles.change(
                user,
                profiles.get(user).version(),
                new ProfileData("Owner", locale, ZoneId.of("Asia/Seoul"), Theme.SYSTEM));
    }
}
