package dev.maru.testing.provider;

import tools.jackson.databind.JsonNode;

/** The provider's way of counting tokens: words, so that a test can do it in its head. */
final class Words {
    private Words() {}

    static long count(String text) {
        long words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (!space && !inWord) {
                words++;
            }
            inWord = !space;
        }
        return words;
    }

    /** The words of a message's content, be it a string or a list of parts. */
    static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        for (var part : content) {
            var words = part.path("text");
            if (words.isString()) {
                text.append(text.isEmpty() ? "" : " ").append(words.stringValue());
            }
        }
        return text.toString();
    }
}
