package dev.maru.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.PromptRendering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestEnvelopeTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static RequestEnvelope parse(String json) {
        return RequestEnvelope.parse(CallForm.CHAT, json.getBytes(UTF_8));
    }

    private static String text(BodyPieces pieces) {
        try {
            var bytes = new ByteArrayOutputStream();
            pieces.writeTo(bytes);
            assertThat(pieces.length()).isEqualTo(bytes.size());
            return bytes.toString(UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PromptRendering rendering(String messages) {
        return new PromptRendering(PromptId.next(), "p", 1, null, null, messages, "{}");
    }

    @Test
    void readsOnlyWhatTheGatewayNeeds() {
        var envelope = parse("""
                {"messages":[{"role":"user","content":"hi"}],"stream":true,"max_completion_tokens":12,
                 "user":"u","model":"m","stream_options":{"include_usage":true},"n":2}
                """);

        assertThat(envelope.model()).isEqualTo("m");
        assertThat(envelope.stream()).isTrue();
        assertThat(envelope.maxTokens()).isEqualTo(12);
        assertThat(envelope.user()).isEqualTo("u");
        assertThat(envelope.usageAsked()).isTrue();
        assertThat(envelope.prompt()).isNull();
    }

    @Test
    void readsThePromptWithValuesOfEveryKind() {
        var envelope = parse("""
                {"prompt":{"name":"a/b","version":3,"splitKey":"s",
                  "variables":{"t":"x","n":1,"l":[1,"2"],"m":{"k":true},"z":null}}}
                """);
        var prompt = Objects.requireNonNull(envelope.prompt());

        assertThat(prompt.name()).isEqualTo("a/b");
        assertThat(prompt.version()).isEqualTo(3);
        assertThat(prompt.variables()).containsKeys("t", "n", "l", "m", "z").containsEntry("t", "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"text\"}",
                "{\"prompt\":{}}",
                "{\"prompt\":{\"name\":\"a\",\"lable\":\"x\"}}",
                "{\"prompt\":{\"name\":\"a\",\"label\":\"x\",\"version\":1}}",
                "{\"prompt\":{\"name\":\"a\",\"version\":\"1\"}}",
                "{\"prompt\":{\"name\":\"a\",\"variables\":[]}}"
            })
    void refusesPromptsThatCannotBeMeant(String json) {
        assertThatThrownBy(() -> parse(json).prompt())
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("prompt");
    }

    @Test
    void leavesEveryOtherByteAsItIs() {
        var body = "{\n \"a\" :1.50e3 , \"model\": \"x\\u0041\" ,\"z\":\"한\\n\"}".replace("}", ",\"messages\":[ ] }");

        var sent = text(new RequestSplice(parse(body)).set("model", "\"y\"").pieces());

        assertThat(sent).isEqualTo(body.replace("\"x\\u0041\"", "\"y\""));
    }

    @Test
    void spliceMeansWhatAnEditedTreeMeans() {
        var random = new Random(42);
        for (int run = 0; run < 3_000; run++) {
            var body = randomBody(random);
            var expected = (ObjectNode) JSON.readTree(body);
            var splice = new RequestSplice(parse(body));

            splice.set("model", "\"up\\\"stream\"");
            expected.put("model", "up\"stream");
            if (random.nextBoolean()) {
                splice.askForUsage();
                var options = expected.path("stream_options");
                if (!options.isObject()) {
                    expected.putObject("stream_options").put("include_usage", true);
                } else {
                    ((ObjectNode) options).put("include_usage", true);
                }
            }
            if (random.nextBoolean()) {
                splice.render(
                        rendering("[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"t\"}]"));
                var messages = JSON.createArrayNode();
                messages.addObject().put("role", "system").put("content", "s");
                messages.addObject().put("role", "user").put("content", "t");
                expected.path("messages").forEach(messages::add);
                expected.set("messages", messages);
                expected.remove("prompt");
            } else {
                splice.withoutPrompt();
                expected.remove("prompt");
            }
            if (!expected.has("top_p")) {
                splice.set("top_p", "0.5");
                expected.put("top_p", 0.5);
            }

            var sent = text(splice.pieces());
            assertThat(JSON.readTree(sent)).as("%s\nbecame\n%s", body, sent).isEqualTo(expected);
        }
    }

    private static String randomBody(Random random) {
        var fields = new ArrayList<>(List.of(
                "\"messages\": [" + pick(random, "", " ", "{\"role\":\"user\",\"content\":\"hi, \\\"you\\\" }]한\"}")
                        + "]",
                "\"prompt\" :"
                        + pick(random, "null", "{\"name\":\"p\"}", "{ \"name\":\"p\",\"variables\":{\"a\":[1]} }")));
        if (random.nextBoolean()) {
            fields.add("\"model\":" + pick(random, "\"m\"", " \"a/b\\u00e9\""));
        }
        if (random.nextBoolean()) {
            fields.add("\"stream_options\":"
                    + pick(random, "null", "{}", "{\"include_usage\":false}", "{\"include_usage\":true,\"x\":1}"));
        }
        if (random.nextBoolean()) {
            fields.add("\"top_p\":" + pick(random, "1", "0.25", "-1e-3", "true"));
        }
        if (random.nextBoolean()) {
            fields.add("\"extra\":" + pick(random, "\"a}b\"", "[[],{}]", "{\"model\":\"inner\"}", "12", "false"));
        }
        if (random.nextInt(4) == 0) {
            fields.removeFirst();
        }
        Collections.shuffle(fields, random);
        var comma = pick(random, ",", " , ", ",\n\t");
        return pick(random, "", " ", "\n") + "{" + pick(random, "", "  ") + String.join(comma, fields)
                + pick(random, "", "\r\n") + "}" + pick(random, "", "\n");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
