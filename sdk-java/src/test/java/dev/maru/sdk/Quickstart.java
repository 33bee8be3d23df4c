package dev.maru.sdk;

import java.util.Map;

/**
 * What the README shows; run it with MARU_BASE_URL and MARU_API_KEY set, and a prompt {@code greeting/hello} that uses
 * {@code {{name}}}.
 */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] arguments) {
        // README begins
        try (var maru = MaruClient.builder().build()) {
            var greeting = maru.getPrompt(
                    "greeting/hello",
                    PromptOptions.label("production").withFallback(PromptBody.text("Greet {{name}} kindly.")));

            if (!greeting.isFallback()) {
                var rendered = maru.render(greeting, Map.of("name", "Ada"));
                rendered.messages().forEach(message -> System.out.println(message.get("content")));
            }
        }
        // README ends
    }
}
