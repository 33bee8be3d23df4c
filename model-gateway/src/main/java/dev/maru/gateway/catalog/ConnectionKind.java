package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What speaks at the other end of a connection. */
public enum ConnectionKind {
    /** Any server of the OpenAI protocol: OpenAI itself, vLLM, SGLang, Ollama, Groq, OpenRouter and so on. */
    OPENAI("https://api.openai.com/v1"),
    AZURE(null),
    ANTHROPIC("https://api.anthropic.com"),
    GEMINI("https://generativelanguage.googleapis.com/v1beta"),
    MISTRAL("https://api.mistral.ai/v1"),
    BEDROCK(null),
    /** The built-in model. */
    OFFLINE(null);

    private final @Nullable String usualUrl;

    ConnectionKind(@Nullable String usualUrl) {
        this.usualUrl = usualUrl;
    }

    /** The base URL that nearly everybody uses, null if each has its own. */
    public @Nullable String usualUrl() {
        return usualUrl;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ConnectionKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Those that people can connect to. */
    public static List<ConnectionKind> choices() {
        return Arrays.stream(values()).filter(kind -> kind != OFFLINE).toList();
    }

    ConnectionKind connectable() {
        if (this == OFFLINE) {
            throw PlatformException.invalid(
                    "kind",
                    choices().stream().map(ConnectionKind::wireName).collect(Collectors.joining(", ", "one of ", "")));
        }
        return this;
    }
}
