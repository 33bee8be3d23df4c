package dev.maru.prompts.files;

import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.prompts.content.VariableType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prompts made of what a file format stumbles over. */
final class RandomPrompts {
    private static final List<String> BITS = List.of(
            ":::",
            "::: user",
            "::: fields",
            "::: placeholder x",
            "\\",
            "\\:::",
            "\\\\:::",
            "---",
            "---\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "  ",
            "a",
            "word",
            "한글",
            "환불",
            "é",
            "😀",
            "\u2028",
            "\u0085",
            "\u00A0",
            "\uFEFF",
            "\uFFFE",
            "\"",
            "'",
            "#",
            " #",
            ": ",
            "- ",
            "{",
            "}",
            "{{x}}",
            "@@@",
            "[",
            "]",
            "{\"a\":1}",
            "&a",
            "*a",
            "!t",
            "%",
            "|",
            ">",
            "yes",
            "null",
            "true",
            "1.0",
            "0x1f",
            "2020-01-01",
            "```",
            "<!-- -->",
            "=",
            "~",
            "?",
            ",");

    private final Random random;

    RandomPrompts(Random random) {
        this.random = random;
    }

    NewPrompt prompt() {
        var kind = random.nextBoolean() ? PromptKind.TEXT : PromptKind.CHAT;
        JsonNode body = kind == PromptKind.TEXT ? JsonNodeFactory.instance.stringNode(text()) : chat();
        var draft = new PromptDraft(
                PromptJson.read(kind, TemplateSyntax.SIMPLE, body),
                new PromptConfig(JsonValue.of(object(2))),
                variables(),
                cut(text()));
        var tags = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("t" + cut(text()).strip());
        }
        var labels = new HashSet<PromptLabel>();
        for (var label : List.of("production", "1.x", "-", "no", "null.")) {
            if (random.nextInt(4) == 0) {
                labels.add(new PromptLabel(label));
            }
        }
        return new NewPrompt(name(), draft, cut(text()), tags, labels);
    }

    PromptName name() {
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(List.of(
                            "a", "A.md", "con", "한글 이름", "x:y*?", ".hidden", "end.", "null", "1.0", "- x", "# y", "😀",
                            "%41", "it's", "~")
                    .get(random.nextInt(15)));
        }
        return new PromptName(String.join("/", parts));
    }

    private JsonNode chat() {
        var entries = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int kind = random.nextInt(8);
            if (kind == 0) {
                entries.addObject().put("type", "placeholder").put("name", "p" + i);
                continue;
            }
            var message = entries.addObject()
                    .put(
                            "role",
                            List.of("system", "user", "assistant", "tool", "developer")
                                    .get(random.nextInt(5)));
            if (kind == 1) {
                message.putNull("content").putArray("tool_calls").addObject().put("arguments", text());
            } else if (kind == 2) {
                message.putArray("content").addObject().put("type", "text").put("text", text());
            } else {
                message.put("content", text());
                if (kind == 3) {
                    message.put("name", text());
                }
            }
        }
        return entries;
    }

    private ObjectNode object(int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            var key = random.nextInt(40) == 0 ? "k".repeat(400) : "x" + text();
            object.set(key, value(depth));
        }
        return object;
    }

    private JsonNode value(int depth) {
        var nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(12)));
            case 3, 4 -> nodes.stringNode(text());
            case 5 -> object(depth - 1);
            default -> {
                var array = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
        };
    }

    private DeclaredVariables variables() {
        var variables = new ArrayList<DeclaredVariable>();
        for (int i = random.nextInt(3); i > 0; i--) {
            var sample = JsonValue.of(JsonNodeFactory.instance.stringNode(text()));
            variables.add(new DeclaredVariable(
                    "v" + i, VariableType.STRING, random.nextBoolean(), null, sample, cut(text())));
        }
        return new DeclaredVariables(variables);
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() > 60 ? "" : text;
    }
}
