package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.ModelRequest.Reasoning;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a model tells about the words that it takes. */
final class OpenAiModels {
    private static final Pattern OWN = Pattern.compile("(?:.*[/:])?(?:gpt-(?!oss)|chatgpt|o\\d|codex|ft:gpt).*");
    private static final Pattern REASONING = Pattern.compile("(?:.*[/:])?(?:gpt-(?:[5-9]|\\d\\d)|o\\d|codex).*");

    private OpenAiModels() {}

    /** OpenAI refuses fields that other servers of its protocol have added. */
    static boolean refusesExtensions(String model) {
        return OWN.matcher(model).matches();
    }

    static boolean refusesReasoning(String model) {
        return refusesExtensions(model) && !reasons(model);
    }

    /** While they think, these refuse knobs that shape how words are chosen. */
    static boolean refusesSampling(String model, @Nullable Reasoning reasoning) {
        return reasons(model) && (reasoning == null || !"none".equals(reasoning.effort()));
    }

    /** These refuse {@code max_tokens}, and think in a form that can be sent back. */
    static boolean reasons(String model) {
        return REASONING.matcher(model).matches();
    }
}
