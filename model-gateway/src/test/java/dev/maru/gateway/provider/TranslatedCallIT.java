package dev.maru.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.Protocols;
import dev.maru.gateway.protocol.Usage;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Clients of each protocol call each kind of provider over HTTP, as the program has put them together. */
class TranslatedCallIT {
    private static final AnswerHead HEAD = new AnswerHead("r1", "m", 1, true);

    private static final Map<String, Endpoint> KINDS = Map.of(
            "openai", Endpoint.CHAT,
            "azure", Endpoint.CHAT,
            "mistral", Endpoint.CHAT,
            "anthropic", Endpoint.MESSAGES,
            "gemini", Endpoint.GEMINI,
            "bedrock", Endpoint.CONVERSE);

    private static final Map<String, String> CLIENTS = Map.of(
            "openai-chat", """
            {"model":"m","messages":[{"role":"user","content":"hello there"}]}""",
            "openai-responses", """
            {"model":"m","input":"hello there"}""",
            "anthropic-messages", """
            {"model":"m","max_tokens":100,"messages":[{"role":"user","content":"hello there"}]}""");

    private final ProviderBench bench = new ProviderBench();
    private final AnnotationConfigApplicationContext program = new AnnotationConfigApplicationContext();
    private final Map<String, ModelProvider> providers = providers();

    private Map<String, ModelProvider> providers() {
        program.registerBean(Clock.class, Clock::systemUTC);
        program.scan("dev.maru.gateway.provider");
        program.setAllowBeanDefinitionOverriding(true);
        program.addBeanFactoryPostProcessor(factory -> {
            var registry = (BeanDefinitionRegistry) factory;
            registry.removeBeanDefinition("upstreamClient");
            factory.registerSingleton("upstreamClient", bench.client());
        });
        program.refresh();
        assertThat(program.getBean(UpstreamClient.class)).isSameAs(bench.client());
        return program.getBeansOfType(ModelProvider.class).values().stream()
                .collect(Collectors.toMap(ModelProvider::kind, provider -> provider));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> pairs() {
        return CLIENTS.keySet().stream()
                .sorted()
                .flatMap(client -> KINDS.keySet().stream()
                        .sorted()
                        .flatMap(kind ->
                                Stream.of(Arguments.of(client, kind, false), Arguments.of(client, kind, true))));
    }

    @Test
    void everyKindHasAProtocolThatIsKnown() {
        assertThat(providers)
                .containsOnlyKeys("offline", "openai", "azure", "mistral", "anthropic", "gemini", "bedrock");
        providers.values().forEach(provider -> {
            assertThat(Protocols.target(provider.protocol()).wireName()).isEqualTo(provider.protocol());
            assertThat(provider.offers(Operation.CHAT)).isTrue();
        });
    }

    @ParameterizedTest(name = "{0} over {1}, streamed: {2}")
    @MethodSource("pairs")
    void textComesThroughWithItsUsage(String client, String kind, boolean stream) throws Exception {
        var usage = dev.maru.testing.provider.Usage.of(100, 7).withCached(60);
        bench.server()
                .script(endpoint(kind), Reply.Answer.of("Hel", "lo ", "하이").withUsage(usage));

        var answer = call(client, kind, stream);

        assertThat(answer.written()).contains("하이");
        assertThat(ProviderBench.text(answer.events())).isEqualTo("Hello 하이");
        if (kind.equals("mistral") && stream) {
            // Mistral tells it unasked; the scripted server, like OpenAI, only to who asks as OpenAI wants it.
            assertThat(answer.usage()).isNull();
            return;
        }
        assertThat(Objects.requireNonNull(answer.usage()).counts()).isNotNull().satisfies(counts -> {
            assertThat(counts.uncachedInput()).isEqualTo(40);
            assertThat(counts.cacheRead()).isEqualTo(60);
            assertThat(counts.output()).isEqualTo(7);
        });
    }

    @ParameterizedTest(name = "{0} over {1}, streamed: {2}")
    @MethodSource("pairs")
    void callsOfToolsComeThrough(String client, String kind, boolean stream) throws Exception {
        bench.server()
                .script(
                        endpoint(kind),
                        Reply.ToolCalls.of(
                                new Reply.ToolCall("call_1", "weather", "{\"city\":\"Seoul\"}"),
                                new Reply.ToolCall("call_2", "time", "{}")));

        var answer = call(client, kind, stream);

        assertThat(answer.events())
                .filteredOn(AnswerEvent.ToolCallBegun.class::isInstance)
                .extracting(event -> ((AnswerEvent.ToolCallBegun) event).name())
                .containsExactly("weather", "time");
        assertThat(answer.events()).contains(new AnswerEvent.Finished(0, AnswerEvent.FinishReason.TOOL_CALLS));
        assertThat(answer.written()).contains("weather").contains(client.equals("openai-chat") ? "tool_calls" : "time");
    }

    @ParameterizedTest(name = "{0} over {1}, streamed: {2}")
    @MethodSource("pairs")
    void aRefusalIsReadInTheProvidersWords(String client, String kind, boolean stream) throws Exception {
        bench.server().script(endpoint(kind), Reply.Status.of(429));
        var provider = provider(kind);

        var got = send(client, provider, stream);
        var fault = Protocols.target(provider.protocol())
                .fault(got.status(), got.body().getBytes(StandardCharsets.UTF_8));

        assertThat(fault.status()).isEqualTo(429);
        assertThat(fault.message()).isEqualTo("This is the scripted error 429.");
    }

    private record Answer(
            String written,
            List<AnswerEvent> events,
            @Nullable Usage usage) {}

    private Answer call(String client, String kind, boolean stream) throws UpstreamFailure {
        var provider = provider(kind);
        var got = send(client, provider, stream);
        assertThat(got.status()).as(got.body()).isEqualTo(200);
        var events = ProviderBench.read(provider.protocol(), got);
        var writer = Protocols.client(client).writer(request(client, stream), HEAD);
        var written = new StringBuilder();
        events.forEach(event -> written.append(new String(writer.write(event), StandardCharsets.UTF_8)));
        written.append(new String(writer.end(), StandardCharsets.UTF_8));
        var usage = events.stream()
                .filter(AnswerEvent.Used.class::isInstance)
                .map(event -> ((AnswerEvent.Used) event).usage())
                .reduce((_, later) -> later)
                .orElse(null);
        return new Answer(written.toString(), events, usage);
    }

    private ProviderBench.Got send(String client, ModelProvider provider, boolean stream) throws UpstreamFailure {
        var outgoing = Protocols.target(provider.protocol()).write(request(client, stream), "scripted-large");
        var base = provider.kind().equals("bedrock") || provider.kind().equals("azure") ? "" : "/v1";
        return bench.send(
                provider,
                bench.endpoint(base, "key-1"),
                Operation.CHAT,
                stream,
                outgoing.body().toString());
    }

    private static ModelRequest request(String client, boolean stream) {
        var body = Json.objectOrEmpty(CLIENTS.getOrDefault(client, ""));
        return Protocols.client(client).read(body.put("stream", stream));
    }

    private ModelProvider provider(String kind) {
        return Objects.requireNonNull(providers.get(kind));
    }

    private static Endpoint endpoint(String kind) {
        return Objects.requireNonNull(KINDS.get(kind));
    }
}
