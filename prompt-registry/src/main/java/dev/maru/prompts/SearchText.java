package dev.maru.prompts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How words and what they are looked for in are written, so that a plain comparison of characters finds them. */
final class SearchText {
    private static final int MAX_WORDS = 10;

    /** Where people's words stand in the JSON of a body; roles, ids and addresses of images are none. */
    private static final Set<String> FIELDS = Set.of("content", "text", "name", "arguments");

    private SearchText() {}

    static String normalised(String text) {
        return composed(text).toLowerCase(Locale.ROOT);
    }

    /** The same characters in NFC, whichever way they were typed. */
    static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** The words of a search, all of which must occur. */
    static List<String> words(String search) {
        return Arrays.stream(normalised(search).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }

    /** The words in the JSON of a body, be it one that could not be saved any more. */
    static String of(JsonNode body) {
        var texts = new ArrayList<String>();
        gather("content", body, texts);
        return String.join("\n", texts);
    }

    private static void gather(String field, JsonNode node, List<String> texts) {
        if (node.isString() && FIELDS.contains(field)) {
            texts.add(node.stringValue());
        } else if (node.isArray()) {
            node.forEach(element -> gather(field, element, texts));
        } else if (node.isObject()) {
            node.properties().forEach(property -> gather(property.getKey(), property.getValue(), texts));
        }
    }
}
