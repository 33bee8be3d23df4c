package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whose signature it is. A conversation may move to another provider between two turns, which refuses what it did not
 * sign; so Google's, which only ever come through here, are marked, and OpenAI's are known by how they begin. Those of
 * Claude stay as they are: they hold at Anthropic and at Amazon alike.
 */
public final class Signatures {
    private static final String GOOGLE = "gemini.";
    /** The version that each of OpenAI's encrypted texts begins with. */
    private static final String OPENAI = "gAAAA";

    private Signatures() {}

    public static @Nullable String ofGoogle(@Nullable String signature) {
        return signature == null ? null : GOOGLE + signature;
    }

    /** As Google gave it, null if it is not Google's. */
    public static @Nullable String forGoogle(@Nullable String signature) {
        return signature != null && signature.startsWith(GOOGLE) ? signature.substring(GOOGLE.length()) : null;
    }

    /** Null if it can only be another's. */
    public static @Nullable String forClaude(@Nullable String signature) {
        return signature == null || signature.startsWith(GOOGLE) || signature.startsWith(OPENAI) ? null : signature;
    }

    /** Null if it can only be another's. */
    public static @Nullable String forOpenAi(@Nullable String signature) {
        return signature == null || signature.startsWith(GOOGLE) ? null : signature;
    }

    /** As its provider gave it, whoever that was. */
    public static String plain(String signature) {
        var google = forGoogle(signature);
        return google == null ? signature : google;
    }
}
