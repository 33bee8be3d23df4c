package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.Reply.ToolCall;
import dev.maru.testing.provider.Reply.ToolCalls;
import dev.maru.testing.provider.ScriptedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official clients for Python and Node, unchanged, against providers that speak either protocol. They run where they
 * are installed: MARU_TEST_PYTHON is a Python with openai and anthropic, MARU_TEST_NODE_MODULES a folder with
 * node_modules that holds openai and @anthropic-ai/sdk.
 */
class OtherClientsIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();

    @TempDir
    private Path folder;

    @BeforeAll
    static void connect() {
        connect("other-openai", ConnectionKind.OPENAI);
        connect("other-anthropic", ConnectionKind.ANTHROPIC);
    }

    private static void connect(String slug, ConnectionKind kind) {
        var owner = MARU.owner();
        var connection = MARU.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug(slug),
                                slug,
                                kind,
                                PROVIDER.baseUrl().toString(),
                                "test-key-0123456789",
                                DisconnectPolicy.DRAIN));
        MARU.bean(CatalogService.class).importModels(owner, connection.id());
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void quiet() {
        PROVIDER.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-openai", "other-anthropic"})
    void pythonsClientsGetWhatTheyAskFor(String slug) throws Exception {
        var python = System.getenv().getOrDefault("MARU_TEST_PYTHON", "python3");
        var there = run(List.of(python, "-c", "import openai, anthropic"));
        assumeTrue(there.code == 0, "no Python with openai and anthropic here: set MARU_TEST_PYTHON to one");

        works(slug, List.of(python, script("model_clients.py").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-openai", "other-anthropic"})
    void nodesClientsGetWhatTheyAskFor(String slug) throws Exception {
        var modules = System.getenv("MARU_TEST_NODE_MODULES");
        assumeTrue(
                modules != null && Files.isDirectory(Path.of(modules, "node_modules", "@anthropic-ai", "sdk")),
                "no openai and @anthropic-ai/sdk for Node here: set MARU_TEST_NODE_MODULES to a folder with them");

        works(slug, List.of("node", script("model_clients.mjs").toString()));
    }

    /** The replies stand in the order of the scripts' calls; only a provider of OpenAI's protocol has embeddings. */
    private void works(String slug, List<String> command) throws Exception {
        var chat = slug.equals("other-openai") ? Endpoint.CHAT : Endpoint.MESSAGES;
        var tool = ToolCalls.of(new ToolCall("call_1", "weather", "{\"city\":\"Seoul\"}"));
        PROVIDER.script(
                chat,
                Answer.of("안녕", " there"),
                Answer.of("in", " pieces"),
                tool,
                Answer.of("{\"city\":", "\"Busan\"}"),
                Answer.of("a", " response"),
                Answer.of("in", " events"),
                Answer.ofWords(50),
                Status.of(400),
                Status.of(503),
                Status.of(503),
                Answer.of("after", " all"),
                Answer.of("a", " message"),
                Answer.of("message", " deltas"),
                tool);
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of(
                MARU.url("").toString().replaceAll("/$", ""), MARU.sampleKey("call"), slug + "/scripted-large"));

        var ran = run(arguments);

        assertThat(ran.code).as(ran.output).isZero();
        var expected = new LinkedHashMap<>(Map.of("chat", "안녕 there"));
        expected.putAll(Map.of(
                "chat-stream", "in pieces",
                "chat-usage", "True",
                "chat-tool", "weatherSeoul",
                "chat-json", "Busan",
                "responses", "a response",
                "responses-stream", "in events",
                "models", "True",
                "abort", "left"));
        expected.putAll(Map.of(
                "unknown-model", "NotFoundError",
                "wrong-key", "AuthenticationError",
                "refused", "BadRequestError",
                "retried", "after all",
                "messages", "a message",
                "messages-stream", "message deltas",
                "messages-usage", "True",
                "messages-tool", "weatherSeoul",
                "messages-unknown", "NotFoundError"));
        expected.put("embeddings", slug.equals("other-openai") ? "2" : "BadRequestError");
        assertThat(ran.lines()).as(ran.output).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private Path script(String name) throws IOException {
        var file = folder.resolve(name);
        try (var in = OtherClientsIT.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private record Ran(int code, String output) {
        Map<String, String> lines() {
            var lines = new LinkedHashMap<String, String>();
            for (var line : output.split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    lines.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).strip());
                }
            }
            return lines;
        }
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        var process = start(command);
        if (process == null) {
            return new Ran(127, command.getFirst() + " is not installed");
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }

    private static @Nullable Process start(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            return builder.start();
        } catch (IOException e) {
            return null;
        }
    }
}
