package dev.maru.gateway.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model can do; the words are the same in the price book, the API and the browser. */
public enum ModelFeature {
    /** Answers a conversation. */
    CHAT,
    /** Calls functions that the request describes. */
    TOOLS,
    /** Calls several functions in one answer. */
    PARALLEL_TOOLS,
    /** Keeps to a JSON schema. */
    STRUCTURED_OUTPUT,
    /** Reads pictures. */
    VISION,
    /** Reads or speaks audio. */
    AUDIO,
    /** Thinks before it answers, and bills the thinking. */
    REASONING,
    /** Bills repeated input lower. */
    CACHE,
    /** Makes vectors of texts. */
    EMBEDDINGS,
    /** Orders documents by how well they match. */
    RERANK,
    /** Sends its answer while it is made. */
    STREAMING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(ModelFeature::wireName).toList();
    }
}
