package dev.maru.prompts.files;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A prompt as a Markdown file: front matter in YAML, then the body; docs/prompt-files.md is the description for people. */
final class PromptFile {
    static final String SUFFIX = ".md";

    private static final String FENCE = "---";
    private static final Pattern ENTRY = Pattern.compile("prompt\\[(?<index>[0-9]{1,4})].*", Pattern.DOTALL);
    private static final Set<String> FIELDS =
            Set.of("name", "kind", "syntax", "description", "tags", "labels", "message", "variables", "config", "hash");

    private PromptFile() {}

    /** The text of the file; the same for the same prompt. */
    static String write(NewPrompt prompt) {
        var draft = prompt.draft();
        var front = JsonNodeFactory.instance
                .objectNode()
                .put("name", prompt.name().value())
                .put("kind", draft.body().kind().wireName())
                .put("syntax", draft.body().syntax().wireName());
        if (!prompt.description().isEmpty()) {
            front.put("description", prompt.description());
        }
        list(front, "tags", prompt.tags());
        list(
                front,
                "labels",
                prompt.labels().stream().map(PromptLabel::value).sorted().toList());
        if (!draft.commitMessage().isEmpty()) {
            front.put("message", draft.commitMessage());
        }
        if (!draft.variables().list().isEmpty()) {
            json(front, "variables", draft.variables().json());
        }
        if (!draft.config().equals(PromptConfig.EMPTY)) {
            json(front, "config", draft.config().json().node());
        }
        front.put(
                "hash",
                ContentHash.of(draft.body(), draft.config(), draft.variables()).toString());
        var body = PromptJson.write(draft.body());
        var text = body.isString() ? body.stringValue() : ChatText.write(body);
        return FENCE + "\n" + YamlWriter.write(front) + FENCE + "\n" + text + "\n";
    }

    private static void list(ObjectNode front, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(front.withArrayProperty(field)::add);
        }
    }

    /** As YAML where that can be written, else as a text that holds JSON. */
    private static void json(ObjectNode front, String field, JsonNode value) {
        front.set(
                field,
                YamlWriter.canWrite(value) ? value : JsonNodeFactory.instance.stringNode(CanonicalJson.write(value)));
    }

    /** Whether a Markdown file is about a prompt at all. */
    static boolean isOne(String text) {
        return parts(newlines(text)) != null;
    }

    /** @param path of the file; what the prompt is called if the file does not say */
    static NewPrompt read(String path, String text) throws FileException {
        var parts = parts(newlines(text));
        if (parts == null) {
            throw new FileException(1, "begins without front matter between two lines of ---");
        }
        return new Reading(YamlReader.read(parts.yaml, 2), parts.bodyLine).prompt(path, parts.body);
    }

    private record Parts(String yaml, int bodyLine, String body) {}

    private static @Nullable Parts parts(String text) {
        int begin = text.indexOf('\n') + 1;
        if (begin == 0 || !isFence(text.substring(0, begin))) {
            return null;
        }
        int line = 2;
        for (int at = begin; at < text.length(); line++) {
            int newline = text.indexOf('\n', at);
            int next = newline < 0 ? text.length() : newline + 1;
            if (isFence(text.substring(at, next))) {
                return new Parts(text.substring(begin, at), line + 1, text.substring(next));
            }
            at = next;
        }
        return null;
    }

    private static boolean isFence(String line) {
        return line.stripTrailing().equals(FENCE);
    }

    /** What an editor or Git made of the ends of lines is undone; where the first line ends as it was written, all do. */
    private static String newlines(String text) {
        var begun = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int end = begun.indexOf('\n');
        return end > 0 && begun.charAt(end - 1) == '\r' ? begun.replace("\r\n", "\n") : begun;
    }

    /** Reads one file and puts the line to what is wrong. */
    private static final class Reading {
        private final ObjectNode front;
        private final Map<String, Integer> lines;
        private final int bodyLine;
        private List<Integer> entryLines = List.of();

        private Reading(YamlReader.Mapping front, int bodyLine) {
            this.front = front.object();
            this.lines = front.lines();
            this.bodyLine = bodyLine;
        }

        private NewPrompt prompt(String path, String written) throws FileException {
            for (var field : front.properties()) {
                if (!FIELDS.contains(field.getKey())) {
                    throw new FileException(line(field.getKey()), "there is no field " + field.getKey());
                }
            }
            var body = written.endsWith("\n") ? written.substring(0, written.length() - 1) : written;
            try {
                var name = new PromptName(text("name", FilePaths.name(path)));
                var labels = new LinkedHashSet<PromptLabel>();
                texts("labels").forEach(label -> labels.add(new PromptLabel(label)));
                var draft = new PromptDraft(
                        PromptJson.read(kind(body), syntax(), content(kind(body), body)),
                        new PromptConfig(JsonValue.of(json("config", JsonNodeFactory.instance.objectNode()))),
                        DeclaredVariables.read(json("variables", JsonNodeFactory.instance.arrayNode())),
                        text("message", ""));
                return new NewPrompt(name, draft, text("description", ""), texts("tags"), labels);
            } catch (PlatformException e) {
                throw new FileException(line(e), e.detail(), e);
            }
        }

        private JsonNode content(PromptKind kind, String body) throws FileException {
            if (kind == PromptKind.TEXT) {
                return JsonNodeFactory.instance.stringNode(body);
            }
            var entries = ChatText.read(body, bodyLine);
            entryLines = entries.lines();
            return entries.json();
        }

        private PromptKind kind(String body) throws FileException {
            var kind = text("kind", ChatText.looksLikeChat(body) ? "chat" : "text");
            return PromptKind.ofWireName(kind)
                    .orElseThrow(() -> new FileException(line("kind"), "kind: use text or chat"));
        }

        private TemplateSyntax syntax() throws FileException {
            return TemplateSyntax.ofWireName(text("syntax", TemplateSyntax.MUSTACHE.wireName()))
                    .orElseThrow(() -> new FileException(line("syntax"), "syntax: use mustache or simple"));
        }

        private String text(String field, String otherwise) throws FileException {
            var value = front.get(field);
            if (value == null || value.isNull()) {
                return otherwise;
            }
            if (!value.isValueNode()) {
                throw new FileException(line(field), field + ": give a text");
            }
            return value.asString();
        }

        private List<String> texts(String field) throws FileException {
            var value = front.get(field);
            var texts = new ArrayList<String>();
            if (value == null || value.isNull()) {
                return texts;
            }
            for (var element : value) {
                if (!element.isValueNode() || element.isNull()) {
                    throw new FileException(line(field), field + ": give a list of texts");
                }
                texts.add(element.asString());
            }
            if (!value.isArray()) {
                throw new FileException(line(field), field + ": give a list of texts");
            }
            return texts;
        }

        /** A value written as YAML, or as a text that holds JSON. */
        private JsonNode json(String field, JsonNode otherwise) throws FileException {
            var value = front.get(field);
            if (value == null || value.isNull()) {
                return otherwise;
            }
            try {
                return value.isString()
                        ? CanonicalJson.parse(field, value.stringValue()).node()
                        : value;
            } catch (PlatformException e) {
                throw new FileException(line(field), e.detail(), e);
            }
        }

        private int line(PlatformException e) {
            var field = e.fields().isEmpty() ? "" : e.fields().getFirst().field();
            var entry = ENTRY.matcher(field);
            if (entry.matches()) {
                int index = Integer.parseInt(entry.group("index"));
                return index < entryLines.size() ? entryLines.get(index) : bodyLine;
            }
            int end = 0;
            while (end < field.length() && Character.isLetter(field.charAt(end))) {
                end++;
            }
            var first = field.substring(0, end);
            return switch (first) {
                case "prompt" -> bodyLine;
                case "commitMessage" -> line("message");
                case "label" -> line("labels");
                default -> line(first);
            };
        }

        private int line(String field) {
            @Nullable Integer line = lines.get(field);
            return line == null ? 1 : line;
        }
    }
}
