package dev.maru.ui.component;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Programs that make a call, ready to be run: the address, the model and the prompt in them are the real ones.
 *
 * @param key what stands for the key: a shell variable unless the real one is shown this once
 * @param prompt the prompt to render, null for a call without one
 * @param label the label to fetch it by
 * @param variables the names of its variables
 * @param question what the user asks, null where the prompt says everything
 */
public record CallSamples(
        URI publicUrl,
        String key,
        String model,
        @Nullable String prompt,
        String label,
        List<String> variables,
        @Nullable String question) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENVIRONMENT_KEY = "$MARU_KEY";

    public CallSamples {
        variables = List.copyOf(variables);
    }

    /** A call with the key in the environment. */
    public static CallSamples of(URI publicUrl, String model, String question) {
        return new CallSamples(publicUrl, ENVIRONMENT_KEY, model, null, "production", List.of(), question);
    }

    public CallSamples withKey(String secret) {
        return new CallSamples(publicUrl, secret, model, prompt, label, variables, question);
    }

    public CallSamples withPrompt(String name, String label, List<String> variables) {
        return new CallSamples(publicUrl, key, model, name, label, variables, question);
    }

    public CallSamples withQuestion(@Nullable String question) {
        return new CallSamples(publicUrl, key, model, prompt, label, variables, question);
    }

    public Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        all.put("curl", curl());
        all.put("Java", java());
        all.put("Python", python());
        all.put("TypeScript", typescript());
        return all;
    }

    public String curl() {
        return """
                curl -N %s/v1/chat/completions \\
                  -H "Authorization: Bearer %s" \\
                  -H 'Content-Type: application/json' \\
                  -d '%s'""".formatted(base(), key, pretty(body()).replace("'", "'\\''"));
    }

    /** Reads the prompt instead of calling a model with it. */
    public String fetchCurl(String name) {
        return """
                curl %s/v1/prompts/%s?label=%s \\
                  -H "Authorization: Bearer %s\"""".formatted(base(), encoded(name), label, key);
    }

    String java() {
        var extra = prompt == null
                ? ""
                : "\n    .putAdditionalBodyProperty(\"prompt\", JsonValue.from(" + javaPrompt() + "))";
        var messages =
                question == null ? "\n    .messages(List.of())" : "\n    .addUserMessage(" + quoted(question) + ")";
        return """
                // com.openai:openai-java
                var client = OpenAIOkHttpClient.builder()
                    .baseUrl("%s/v1").apiKey(%s).build();
                var params = ChatCompletionCreateParams.builder()
                    .model(%s)%s%s
                    .build();
                try (var stream = client.chat().completions().createStreaming(params)) {
                    stream.stream().flatMap(chunk -> chunk.choices().stream())
                        .forEach(choice -> choice.delta().content().ifPresent(System.out::print));
                }""".formatted(base(), environment("System.getenv(\"MARU_KEY\")"), quoted(model), messages, extra);
    }

    String python() {
        var extra =
                prompt == null ? "" : "\n    extra_body={\"prompt\": " + JSON.writeValueAsString(promptNode()) + "},";
        return """
                # pip install openai
                import os
                from openai import OpenAI

                client = OpenAI(base_url="%s/v1", api_key=%s)
                stream = client.chat.completions.create(
                    model=%s,
                    messages=%s,%s
                    stream=True,
                )
                for chunk in stream:
                    if chunk.choices:
                        print(chunk.choices[0].delta.content or "", end="", flush=True)""".formatted(base(), environment("os.environ[\"MARU_KEY\"]"), quoted(model), messages(), extra);
    }

    String typescript() {
        var extra = prompt == null
                ? ""
                : "\n  // @ts-expect-error Maru renders this prompt in front of the messages\n  prompt: "
                        + JSON.writeValueAsString(promptNode()) + ",";
        return """
                // npm install openai
                import OpenAI from 'openai';

                const client = new OpenAI({ baseURL: '%s/v1', apiKey: %s });
                const stream = await client.chat.completions.create({
                  model: %s,
                  messages: %s,%s
                  stream: true,
                });
                for await (const chunk of stream) {
                  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
                }""".formatted(base(), environment("process.env.MARU_KEY"), quoted(model), messages(), extra);
    }

    private String base() {
        var text = publicUrl.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private ObjectNode body() {
        var body = JSON.createObjectNode().put("model", model).put("stream", true);
        if (prompt != null) {
            body.set("prompt", promptNode());
        }
        var messages = body.putArray("messages");
        if (question != null) {
            messages.addObject().put("role", "user").put("content", question);
        }
        return body;
    }

    private ObjectNode promptNode() {
        var node = JSON.createObjectNode().put("name", prompt).put("label", label);
        if (!variables.isEmpty()) {
            var values = node.putObject("variables");
            variables.forEach(variable -> values.put(variable, "…"));
        }
        return node;
    }

    private String javaPrompt() {
        var values = variables.stream().map(name -> quoted(name) + ", \"…\"").collect(Collectors.joining(", "));
        return "Map.of(\"name\", " + quoted(prompt == null ? "" : prompt) + ", \"label\", " + quoted(label)
                + (variables.isEmpty() ? "" : ", \"variables\", Map.of(" + values + ")") + ")";
    }

    private String messages() {
        return question == null ? "[]" : "[{" + pair("role", "user") + ", " + pair("content", question) + "}]";
    }

    private static String pair(String name, String value) {
        return quoted(name) + ": " + quoted(value);
    }

    private String environment(String expression) {
        return key.equals(ENVIRONMENT_KEY) ? expression : quoted(key);
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String pretty(ObjectNode node) {
        return PrettyJson.of(node);
    }

    /** A name as one segment of a path. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
