package dev.maru.sdk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of Maru is kept under. Which Maru and which project is not part of it: a client has one of each.
 *
 * @param version null if a label is meant
 */
record PromptKey(String name, String label, @Nullable Integer version) {
    private static final int MAX_NAME = 255;

    PromptKey {
        name = Normalizer.normalize(name, Normalizer.Form.NFC);
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > MAX_NAME) {
            throw new IllegalArgumentException("the name of a prompt has 1 to " + MAX_NAME + " characters");
        }
        for (var segment : name.split("/", -1)) {
            // In a path these would name another resource, however they are encoded.
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "the name of a prompt has something other than . or .. between slashes, and no slash at an end: \""
                                + name + "\"");
            }
        }
    }

    static PromptKey of(String name, PromptOptions options) {
        var label = options.label();
        return options.version() != null
                ? new PromptKey(name, "", options.version())
                : new PromptKey(name, label == null ? PromptOptions.DEFAULT_LABEL : label, null);
    }

    /** Whether one version is meant, whose content never changes. */
    boolean isPinned() {
        return version != null;
    }

    /** Path and query below {@code /v1/prompts/}. */
    String path() {
        var selector = version != null ? "?version=" + version : "?label=" + encode(label);
        return encode(name) + selector;
    }

    /** Percent-encoded for any part of a URI, slashes too: a name is one segment. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return "\"" + name + "\" with " + (version != null ? "version " + version : "label " + label);
    }
}
