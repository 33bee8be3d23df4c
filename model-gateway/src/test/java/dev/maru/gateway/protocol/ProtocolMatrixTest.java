package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every protocol of clients to every protocol of providers, there and back. */
class ProtocolMatrixTest {
    private static final List<String> CLIENTS = List.of("openai-chat", "openai-responses", "anthropic-messages");

    /** With a model whose rules are the strictest of its provider. */
    private static final Map<String, String> TARGETS = Map.of(
            "openai-chat", "qwen3-32b",
            "openai-responses", "gpt-5.2",
            "anthropic-messages", "claude-sonnet-5",
            "mistral-chat", "mistral-large-latest",
            "gemini", "gemini-3-pro",
            "bedrock-converse", "anthropic.claude-sonnet-4-5-20250929-v1:0");

    private static final AnswerHead HEAD = new AnswerHead("req1", "prod/smart", 1_760_000_000, true);

    static Stream<Arguments> pairs() {
        return CLIENTS.stream()
                .flatMap(client -> TARGETS.keySet().stream().sorted().map(target -> Arguments.of(client, target)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void writesTheRequest(String client, String target) {
        var request = Protocols.client(client).read(Golden.json("requests/" + client + ".json"));

        var outgoing = Protocols.target(target).write(request, TARGETS.getOrDefault(target, ""));

        var told = Json.object();
        var dropped = told.putArray("dropped");
        outgoing.dropped().forEach(dropped::add);
        told.set("body", outgoing.body());
        Golden.assertSame("requests/" + client + "-to-" + target + ".json", told);
    }

    @ParameterizedTest(name = "{1} to {0}")
    @MethodSource("pairs")
    void writesTheAnswer(String client, String target) {
        var request = whole(Protocols.client(client).read(Golden.json("requests/" + client + ".json")));
        var events = Frames.whole(Protocols.target(target), Golden.bytes("answers/" + target + ".json"));

        var written = Frames.written(Protocols.client(client).writer(request, HEAD), events);

        Golden.assertSame("answers/" + target + "-to-" + client + ".json", Json.MAPPER.readTree(written));
    }

    @ParameterizedTest(name = "{1} to {0}")
    @MethodSource("pairs")
    void aStreamTellsTheSameAsTheWhole(String client, String target) {
        var request = Protocols.client(client).read(Golden.json("requests/" + client + ".json"));
        var events = Frames.events(Protocols.target(target), Golden.text("answers/" + target + ".sse"));

        var stream = Frames.written(Protocols.client(client).writer(request, HEAD), events);

        var whole = Golden.json("answers/" + target + "-to-" + client + ".json");
        assertThat(comparable(Collected.of(client, stream)))
                .as(stream)
                .isEqualTo(comparable(client.equals("openai-chat") ? flat(whole) : whole));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aReaderKnowsWhenAStreamIsComplete(String target) {
        var reader = Protocols.target(target).reader();
        var frames = Frames.of(Golden.text("answers/" + target + ".sse"));
        reader.event(frames.getFirst().name(), bytes(frames.getFirst()), _ -> {});
        assertThat(reader.complete()).isFalse();
        assertThat(reader.ended()).isFalse();

        frames.stream().skip(1).forEach(frame -> reader.event(frame.name(), bytes(frame), _ -> {}));

        assertThat(reader.complete()).isTrue();
        assertThat(reader.ended()).as("Google has no mark for the end").isEqualTo(!target.equals("gemini"));
    }

    static Stream<String> targets() {
        return TARGETS.keySet().stream().sorted();
    }

    /** What a client was answered goes back with its next request, and reaches the provider as it came from it. */
    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("pairs")
    void whatAnAnswerSignedComesBack(String client, String target) {
        var answer = Golden.json("answers/" + target + "-to-" + client + ".json");
        var body = (ObjectNode) Golden.json("requests/" + client + ".json");
        body.set(client.equals("openai-responses") ? "input" : "messages", next(client, answer));
        for (var name : List.of("reasoning_effort", "reasoning", "thinking")) {
            body.remove(name);
        }

        var written = Protocols.target(target)
                .write(Protocols.client(client).read(body), TARGETS.getOrDefault(target, ""))
                .body()
                .toString();

        var signature = switch (target) {
            case "gemini" -> "\"thoughtSignature\":\"gsig-2\"";
            case "openai-responses" -> "\"encrypted_content\":\"sig-2\"";
            case "mistral-chat" -> "\"role\":\"assistant\"";
            default -> "\"signature\":\"sig-2\"";
        };
        assertThat(written).contains(signature);
        assertThat(written).doesNotContain("__sig__");
    }

    private static JsonNode next(String client, JsonNode answer) {
        var turns = Json.array();
        switch (client) {
            case "openai-chat" -> {
                turns.addObject().put("role", "user").put("content", "And?");
                turns.add(answer.at("/choices/0/message"));
            }
            case "openai-responses" -> {
                turns.addObject().put("role", "user").put("content", "And?");
                answer.path("output").forEach(turns::add);
            }
            default -> {
                turns.addObject().put("role", "user").put("content", "And?");
                turns.addObject().put("role", "assistant").set("content", answer.path("content"));
            }
        }
        return turns;
    }

    private static byte[] bytes(Frames.Frame frame) {
        return frame.data().getBytes(StandardCharsets.UTF_8);
    }

    private static ModelRequest whole(ModelRequest request) {
        return new ModelRequest(
                request.protocol(),
                request.model(),
                List.<Turn>copyOf(request.turns()),
                request.tools(),
                request.toolChoice(),
                request.parallelTools(),
                request.format(),
                request.reasoning(),
                request.sampling(),
                false,
                request.endUser(),
                request.others());
    }

    /** A chat's first choice beside the rest, without what a stream has no place for. */
    private static JsonNode flat(JsonNode whole) {
        var flat = Json.object();
        flat.set("id", whole.path("id"));
        flat.set("model", whole.path("model"));
        flat.set("finish_reason", whole.at("/choices/0/finish_reason"));
        var message = (ObjectNode) whole.at("/choices/0/message").deepCopy();
        message.remove("refusal");
        flat.set("message", message);
        flat.set("usage", whole.path("usage"));
        return flat;
    }

    /** The same fields in any order. */
    private static Object comparable(JsonNode node) {
        return Json.MAPPER.convertValue(node, Object.class);
    }
}
