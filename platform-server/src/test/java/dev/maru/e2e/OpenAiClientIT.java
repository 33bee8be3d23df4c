package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.UsageState;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.ScriptedProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official OpenAI client for Java, unchanged but for its base URL, through a real upstream. */
class OpenAiClientIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();
    private static OpenAIClient client;
    private static String model;

    @BeforeAll
    static void connectProvider() {
        var owner = MARU.owner();
        var connections = MARU.bean(ConnectionService.class);
        var connection = connections.create(
                owner,
                new NewConnection(
                        new ConnectionSlug("scripted"),
                        "Scripted",
                        PROVIDER.baseUrl().toString(),
                        "sk-upstream",
                        DisconnectPolicy.DRAIN));
        var catalog = MARU.bean(CatalogService.class);
        catalog.importModels(owner, connection.id());
        var entry = catalog.models(owner).stream()
                .filter(each -> each.qualifiedName().startsWith("scripted/"))
                .findFirst()
                .orElseThrow();
        catalog.addPrice(
                owner,
                entry.id(),
                new NewPrice(null, "USD", new BigDecimal("2.50"), null, null, new BigDecimal("10"), null, "test"));
        model = entry.qualifiedName();
        client = client(MARU.sampleKey("call", "prompts:read"));
    }

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void completesAChatThroughARealUpstream() {
        var answer = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Say something")
                        .build());

        assertThat(answer.choices().getFirst().message().content()).isPresent();
        assertThat(answer.usage()).isPresent();
        assertThat(PROVIDER.lastRequest().header("authorization")).contains("Bearer sk-upstream");
    }

    @Test
    void streamsACallWithAReleasedPromptAndAccountsForIt() {
        MARU.bean(PromptService.class)
                .create(
                        MARU.owner(),
                        new NewPrompt(
                                new PromptName("greeting/hello"),
                                new PromptDraft(
                                        new PromptBody.Chat(
                                                List.of(ChatEntry.Message.of(ChatRole.USER, "Greet {{name}} kindly"))),
                                        PromptConfig.parse("{\"model\":\"" + model + "\"}"),
                                        "first"),
                                "",
                                List.of(),
                                Set.of(PromptLabel.PRODUCTION)));

        var chunks = stream(ChatCompletionCreateParams.builder()
                .model(model)
                .messages(List.of())
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .putAdditionalBodyProperty(
                        "prompt",
                        JsonValue.from(Map.of(
                                "name", "greeting/hello", "label", "production", "variables", Map.of("name", "Ada"))))
                .build());

        var usage = chunks.getLast().usage().orElseThrow();
        assertThat(PROVIDER.lastRequest().text()).contains("Greet Ada kindly").doesNotContain("\"prompt\"");
        var detail = awaitCall("greeting/hello");
        assertThat(detail.call().promptVersion()).isEqualTo(1);
        assertThat(detail.call().promptLabel()).isEqualTo("production");
        assertThat(detail.call().outcome()).isEqualTo(CallOutcome.SUCCESS);
        assertThat(detail.call().usageState()).isEqualTo(UsageState.EXACT);
        assertThat(detail.call().attempts()).isEqualTo(1);
        assertThat(detail.call().tokens().uncachedInput()
                        + detail.call().tokens().cacheRead())
                .isEqualTo(usage.promptTokens());
        assertThat(detail.call().cost())
                .isEqualByComparingTo(new BigDecimal("2.50")
                        .multiply(BigDecimal.valueOf(usage.promptTokens()))
                        .add(BigDecimal.TEN.multiply(BigDecimal.valueOf(usage.completionTokens())))
                        .movePointLeft(6));
    }

    @Test
    void streamHidesUsageThatTheClientDidNotAskFor() {
        var chunks = stream(ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Say something")
                .build());

        assertThat(chunks)
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(chunk.usage()).isEmpty());
    }

    @Test
    void answersFromTheOfflineModel() {
        var answer = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("maru/offline")
                        .addSystemMessage("Breakfast is served from seven to ten. Dogs are welcome.")
                        .addUserMessage("When is breakfast served?")
                        .build());

        assertThat(answer.choices().getFirst().message().content().orElseThrow())
                .contains("seven to ten");
    }

    @Test
    void listsTheModelsOfTheKey() {
        assertThat(client.models().list().data()).extracting(each -> each.id()).contains(model, "maru/offline");
    }

    @Test
    void raisesTheClientsOwnErrors() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(ChatCompletionCreateParams.builder()
                                .model("no-such-model")
                                .addUserMessage("hello")
                                .build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client("maru_sk_wrong").models().list()).isInstanceOf(UnauthorizedException.class);
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(MARU.url("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams request) {
        var chunks = new ArrayList<ChatCompletionChunk>();
        try (var response = client.chat().completions().createStreaming(request)) {
            response.stream().forEach(chunks::add);
        }
        return chunks;
    }

    private static CallDetail awaitCall(String prompt) {
        var calls = MARU.bean(CallService.class);
        var found = new ArrayList<CallListItem>();
        Await.until("the call of " + prompt + " is in the ledger", () -> {
            calls.page(MARU.owner(), CallFilter.ALL, null, 50).items().stream()
                    .filter(call -> prompt.equals(call.promptName()))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return calls.find(MARU.owner(), found.getFirst().id());
    }
}
