package dev.maru.gateway.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells from a provider's words what went wrong, in the codes that OpenAI's clients know. */
public final class FaultCodes {
    public static final String CONTEXT = "context_length_exceeded";
    public static final String FILTER = "content_filter";
    public static final String QUOTA = "insufficient_quota";

    private static final Map<String, List<String>> WORDS = Map.of(
            CONTEXT,
            List.of(
                    "context_length_exceeded",
                    "maximum context length",
                    "context window",
                    "prompt is too long",
                    "exceed context limit",
                    "input is too long",
                    "too many input tokens",
                    "exceeds the maximum number of tokens",
                    "too many total text bytes"),
            FILTER,
            List.of(
                    "content_filter",
                    "content filtering policy",
                    "content management policy",
                    "responsible ai policy",
                    "safety_violation",
                    "prohibited_content"),
            QUOTA,
            List.of("insufficient_quota", "credit balance is too low", "exceeded your current quota, please check"));

    private FaultCodes() {}

    /** @param words codes, types and messages of the provider */
    public static @Nullable String of(@Nullable String... words) {
        for (var word : words) {
            if (word != null) {
                var lower = word.toLowerCase(Locale.ROOT);
                for (var code : WORDS.entrySet()) {
                    if (code.getValue().stream().anyMatch(lower::contains)) {
                        return code.getKey();
                    }
                }
            }
        }
        return null;
    }
}
