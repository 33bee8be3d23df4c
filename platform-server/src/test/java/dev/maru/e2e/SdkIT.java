package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Scope;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptFetch;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptSelector;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.Split;
import dev.maru.prompts.SplitService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.sdk.AccessRefusedException;
import dev.maru.sdk.CacheEvent;
import dev.maru.sdk.MaruClient;
import dev.maru.sdk.MaruException;
import dev.maru.sdk.MaruUnavailableException;
import dev.maru.sdk.Prompt;
import dev.maru.sdk.PromptNotFoundException;
import dev.maru.sdk.PromptOptions;
import dev.maru.sdk.PromptReference;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.Await;
import dev.maru.testing.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client library against the program, through a release, an outage and a restart. */
class SdkIT {
    /** Nothing here may wait for a copy to expire. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final int PORT = FreePorts.next();
    private static final String URL = "http://localhost:" + PORT;

    private static RunningMaru maru;
    private static Caller owner;
    private static String key;

    @TempDir
    private Path copies;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(settings());
        owner = maru.owner();
        key = maru.bean(ApiKeyService.class)
                .create(owner, ApiKeyData.of("sdk", Set.of(Scope.PROMPTS_READ, Scope.CALL)))
                .secret();
    }

    @AfterAll
    static void stop() {
        maru.close();
        DATABASE.close();
    }

    private static Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("server.port", PORT);
        settings.put("maru.public-url", URL);
        settings.put("maru.database-url", DATABASE.runtimeUrl());
        settings.put("maru.database-owner-url", DATABASE.ownerUrl());
        return settings;
    }

    /** The same installation again: same folder, database and port. */
    private static void startAgain() {
        var settings = settings();
        settings.put("maru.home", maru.home().toString());
        maru = RunningMaru.with(settings);
    }

    private MaruClient client() {
        return MaruClient.builder()
                .baseUrl(URL)
                .apiKey(key)
                .ttl(NEVER)
                .cacheFolder(copies)
                .build();
    }

    private static PromptId create(String name, PromptBody body) {
        var created = maru.bean(PromptService.class)
                .create(
                        owner,
                        new NewPrompt(
                                new PromptName(name),
                                new PromptDraft(body, PromptConfig.parse("{\"temperature\":0.25}"), ""),
                                "",
                                List.of("greeting"),
                                Set.of(PromptLabel.PRODUCTION)));
        Await.until("\"" + name + "\" is served", () -> isServed(name));
        return created.prompt().id();
    }

    private static boolean isServed(String name) {
        try {
            maru.bean(PromptFetch.class).fetch(owner, new PromptName(name), PromptSelector.of(null, null));
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    private static PromptId create(String name, String text) {
        return create(name, new PromptBody.Text(text));
    }

    private static void release(PromptId prompt, int version, String text) {
        maru.bean(PromptService.class)
                .newVersion(owner, prompt, null, new PromptDraft(new PromptBody.Text(text), PromptConfig.EMPTY, ""));
        maru.bean(ReleaseService.class)
                .release(owner, prompt, PromptLabel.PRODUCTION, version, ExpectedRelease.anything(), "next");
    }

    private static void awaitText(MaruClient client, String name, String text) {
        Await.until("\"" + text + "\"", Duration.ofSeconds(60), () -> {
            var prompt = client.getPrompt(name);
            return prompt.text().equals(text) && !prompt.isStale();
        });
    }

    private static void awaitPush(MaruClient client) {
        Await.until("the stream of changes", () -> client.metrics().isListening());
    }

    @Test
    void fetchesRendersAndFollowsTheLabel() {
        var id = create("sdk/인사 👋", "Hello {{who}}");
        try (var client = client()) {
            var prompt = client.getPrompt("sdk/인사 👋");
            assertThat(prompt.source()).isEqualTo(Prompt.Source.MARU);
            assertThat(prompt.version()).isEqualTo(1);
            assertThat(prompt.text()).isEqualTo("Hello {{who}}");
            assertThat(prompt.labels()).containsExactly("latest", "production");
            assertThat(prompt.tags()).containsExactly("greeting");
            assertThat(prompt.config())
                    .hasEntrySatisfying(
                            "temperature", value -> assertThat(value).hasToString("0.25"));
            assertThat(prompt.variables()).singleElement().satisfies(variable -> {
                assertThat(variable.name()).isEqualTo("who");
                assertThat(variable.required()).isTrue();
            });
            assertThat(client.render(prompt, Map.of("who", "Ada \"&\" 아다")).text())
                    .isEqualTo("Hello Ada \"&\" 아다");
            assertThatThrownBy(() -> client.render(prompt, Map.of()))
                    .isInstanceOfSatisfying(
                            MaruException.class, e -> assertThat(e.code()).isEqualTo("prompt-variables-missing"))
                    .hasMessageContaining("who");

            awaitPush(client);
            release(id, 2, "Welcome {{who}}");

            awaitText(client, "sdk/인사 👋", "Welcome {{who}}");
            assertThat(client.getPrompt("sdk/인사 👋", PromptOptions.version(1)).text())
                    .isEqualTo("Hello {{who}}");
            assertThat(client.render(PromptReference.label("sdk/인사 👋", "production")
                                    .withVariables(Map.of("who", "you")))
                            .text())
                    .isEqualTo("Welcome you");
        }
    }

    @Test
    void choosesVariantsAsMaruDoes() {
        var id = create("sdk/split", "one");
        maru.bean(PromptService.class)
                .newVersion(owner, id, 1, new PromptDraft(new PromptBody.Text("two"), PromptConfig.EMPTY, ""));
        maru.bean(SplitService.class)
                .start(
                        owner,
                        id,
                        new SplitService.Plan(
                                PromptLabel.PRODUCTION,
                                List.of(new Split.Variant(2, 4_000)),
                                Map.of("plan", List.of("pro")),
                                null));
        var name = new PromptName("sdk/split");
        var selector = PromptSelector.of(null, null);
        var served = maru.bean(PromptFetch.class);
        Await.until(
                "the split is served",
                () -> served.fetch(owner, name, selector, "user", Map.of("plan", "pro"))
                                .variant()
                        != null);

        try (var client = client()) {
            for (int user = 0; user < 40; user++) {
                var attributes = Map.of("plan", user % 4 == 0 ? "free" : "pro");
                var options =
                        PromptOptions.defaults().withSplitKey("user-" + user).withSplitAttributes(attributes);
                var chosen = client.getPrompt("sdk/split", options);
                var byMaru = served.fetch(owner, name, selector, "user-" + user, attributes);
                assertThat(chosen.version()).isEqualTo(byMaru.version().number());
                assertThat(chosen.variant()).isEqualTo(byMaru.variant());
            }
        }
    }

    @Test
    void forgetsWhatMaruNoLongerHas() {
        var id = create("sdk/gone", "Here");
        try (var client = client()) {
            assertThat(client.getPrompt("sdk/gone").text()).isEqualTo("Here");
            awaitPush(client);
            maru.bean(ReleaseService.class).removeLabel(owner, id, PromptLabel.PRODUCTION, "");

            Await.until("the label is gone", () -> client.metrics().count(CacheEvent.NOT_FOUND) > 0);
            assertThatThrownBy(() -> client.getPrompt("sdk/gone"))
                    .isInstanceOf(PromptNotFoundException.class)
                    .hasMessageContaining("sdk/gone");
            assertThat(client.getPrompt("sdk/gone", PromptOptions.label("latest"))
                            .text())
                    .isEqualTo("Here");
        }
    }

    @Test
    void tellsWhenTheKeyIsNotAccepted() {
        try (var client = MaruClient.builder()
                .baseUrl(URL)
                .apiKey("maru_sk_wrong")
                .cacheFolder(copies)
                .build()) {
            assertThatThrownBy(() -> client.getPrompt("sdk/any"))
                    .isInstanceOfSatisfying(
                            AccessRefusedException.class,
                            e -> assertThat(e.status()).isEqualTo(401));
        }
    }

    @Test
    void namesAPromptInACallOfTheOfficialClient() {
        create(
                "sdk/facts",
                new PromptBody.Chat(List.of(ChatEntry.Message.of(
                        ChatRole.SYSTEM, "Breakfast is served from {{from}} to ten. Dogs are welcome."))));
        try (var client = client()) {
            var openAi = OpenAIOkHttpClient.builder()
                    .baseUrl(client.openAiBaseUrl().toString())
                    .apiKey(key)
                    .maxRetries(0)
                    .build();
            var facts = PromptReference.to(client.getPrompt("sdk/facts")).withVariables(Map.of("from", "seven"));

            var answer = openAi.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("maru/offline")
                            .addUserMessage("When is breakfast served?")
                            .putAdditionalBodyProperty("prompt", JsonValue.from(facts.toMap()))
                            .build());

            assertThat(answer.choices().getFirst().message().content().orElseThrow())
                    .contains("seven to ten");
        }
    }

    @Test
    void outlivesAnOutageAndSeesWhatWasReleasedAfterIt() {
        var id = create("sdk/outage", "Before");
        try (var client = client()) {
            assertThat(client.getPrompt("sdk/outage").text()).isEqualTo("Before");
            awaitPush(client);

            maru.close();
            Await.until("the stream has ended", () -> !client.metrics().isListening());

            assertThat(client.getPrompt("sdk/outage").text()).isEqualTo("Before");
            var impatient = PromptOptions.defaults().withTtl(Duration.ZERO);
            assertThat(client.getPrompt("sdk/outage", impatient).source()).isEqualTo(Prompt.Source.STALE);
            try (var another = client()) {
                var saved = another.getPrompt("sdk/outage");
                assertThat(saved.text()).isEqualTo("Before");
                assertThat(saved.source()).isEqualTo(Prompt.Source.DISK);
                assertThatThrownBy(() -> another.getPrompt("sdk/never-fetched"))
                        .isInstanceOf(MaruUnavailableException.class);
            }

            startAgain();
            release(id, 2, "After");

            awaitText(client, "sdk/outage", "After");
        }
    }
}
