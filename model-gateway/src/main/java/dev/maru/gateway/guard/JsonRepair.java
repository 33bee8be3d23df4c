package dev.maru.gateway.guard;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Makes JSON of what a model wrote around or without its end: fences, words before and after, stray commas, open ends. */
final class JsonRepair {
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final ArrayDeque<Character> open = new ArrayDeque<>();
    private boolean inString;
    private boolean escaped;

    private JsonRepair(String text) {
        this.text = text;
    }

    /** Null if the text holds nothing that could be an object or a list. */
    static @Nullable String of(String text) {
        int object = text.indexOf('{');
        int list = text.indexOf('[');
        int start = object < 0 ? list : list < 0 ? object : Math.min(object, list);
        return start < 0 ? null : new JsonRepair(text).from(start);
    }

    private String from(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                string(c);
            } else {
                structure(c);
                if (open.isEmpty()) {
                    return out.toString();
                }
            }
        }
        return closed();
    }

    private void string(char c) {
        // Models break lines inside of texts, which JSON does not allow.
        if (c == '\n' && !escaped) {
            out.append("\\n");
            return;
        }
        out.append(c);
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
        }
    }

    private void structure(char c) {
        switch (c) {
            case '{', '[' -> open.push(c);
            case '}', ']' -> {
                withoutComma();
                if (!open.isEmpty()) {
                    c = open.pop() == '{' ? '}' : ']';
                }
            }
            case '"' -> inString = true;
            default -> {}
        }
        out.append(c);
    }

    private void withoutComma() {
        int last = out.length() - 1;
        while (last >= 0 && Character.isWhitespace(out.charAt(last))) {
            last--;
        }
        if (last >= 0 && out.charAt(last) == ',') {
            out.setLength(last);
        }
    }

    /** What was cut off ends where it was. */
    private String closed() {
        if (escaped) {
            out.setLength(out.length() - 1);
        }
        if (inString) {
            out.append('"');
        }
        withoutComma();
        if (out.toString().stripTrailing().endsWith(":")) {
            out.append("null");
        }
        while (!open.isEmpty()) {
            out.append(open.pop() == '{' ? '}' : ']');
        }
        return out.toString();
    }
}
