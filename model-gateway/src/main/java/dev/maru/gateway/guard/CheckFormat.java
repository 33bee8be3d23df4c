package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Check.Kind;
import dev.maru.gateway.guard.Check.Sensitivity;
import dev.maru.gateway.guard.text.PiiKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A check as JSON: the same in the database and over HTTP. */
public final class CheckFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CheckFormat() {}

    static String write(Check check) {
        return JSON.writeValueAsString(tree(check));
    }

    public static ObjectNode tree(Check check) {
        var node = JSON.createObjectNode().put("kind", check.kind().wireName());
        switch (check) {
            case Check.Pii(Set<PiiKind> kinds) -> {
                var list = node.putArray("kinds");
                kinds.stream().sorted().map(PiiKind::wireName).forEach(list::add);
            }
            case Check.Injection(Sensitivity sensitivity) -> node.put("sensitivity", sensitivity.wireName());
            case Check.Words(List<String> words, List<String> patterns) -> {
                words.forEach(node.putArray("words")::add);
                patterns.forEach(node.putArray("patterns")::add);
            }
            case Check.MaxCost(BigDecimal amount) -> node.put("amount", amount.toPlainString());
            case Check.Judge judge -> {
                switch (judge.source()) {
                    case JudgeSource.Service service ->
                        node.put("url", service.url().toString());
                    case JudgeSource.Model(String model, String question) ->
                        node.put("model", model).put("question", question);
                }
                node.put("parallel", judge.parallel()).put("onError", judge.allowOnError() ? "allow" : "deny");
            }
            case Check.Secrets(), Check.Schema() -> {}
        }
        return node;
    }

    /** Reads what {@link #write} wrote. */
    static Check read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new IllegalStateException("a stored check is no JSON", e);
        }
    }

    /** Reads a check; throws "invalid request" naming the field that is wrong. */
    public static Check read(JsonNode node) {
        if (!node.isObject()) {
            throw PlatformException.invalid("check", "an object with its kind");
        }
        var kind = choice(node, "kind", null, Kind::ofWireName);
        known(node, kind);
        return switch (kind) {
            case PII -> new Check.Pii(kinds(node));
            case SECRETS -> new Check.Secrets();
            case INJECTION ->
                new Check.Injection(choice(node, "sensitivity", Sensitivity.MEDIUM, Sensitivity::ofWireName));
            case WORDS -> new Check.Words(texts(node, "words"), texts(node, "patterns"));
            case MAX_COST -> new Check.MaxCost(amount(node.path("amount")));
            case SCHEMA -> new Check.Schema();
            case JUDGE ->
                new Check.Judge(
                        source(node),
                        node.path("parallel").asBoolean(false),
                        choice(node, "onError", false, CheckFormat::allows));
        };
    }

    private static void known(JsonNode node, Kind kind) {
        var fields = switch (kind) {
            case PII -> Set.of("kinds");
            case SECRETS, SCHEMA -> Set.<String>of();
            case INJECTION -> Set.of("sensitivity");
            case WORDS -> Set.of("words", "patterns");
            case MAX_COST -> Set.of("amount");
            case JUDGE -> Set.of("url", "model", "question", "parallel", "onError");
        };
        for (var name : node.propertyNames()) {
            if (!name.equals("kind") && !fields.contains(name)) {
                throw PlatformException.invalid("check." + name, "is not known here");
            }
        }
    }

    private static Set<PiiKind> kinds(JsonNode node) {
        if (!node.has("kinds")) {
            return EnumSet.allOf(PiiKind.class);
        }
        try {
            return texts(node, "kinds").stream().map(PiiKind::ofWireName).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid("check.kinds", "some of " + names());
        }
    }

    private static String names() {
        return EnumSet.allOf(PiiKind.class).stream().map(PiiKind::wireName).collect(Collectors.joining(", "));
    }

    private static JudgeSource source(JsonNode node) {
        if (node.hasNonNull("url") == node.hasNonNull("model")) {
            throw PlatformException.invalid("check.url", "give either an address, or a model and a question");
        }
        return node.hasNonNull("url")
                ? JudgeSource.Service.at(text(node, "url"))
                : new JudgeSource.Model(text(node, "model"), text(node, "question"));
    }

    private static boolean allows(String word) {
        return switch (word) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static BigDecimal amount(JsonNode node) {
        try {
            return new BigDecimal(node.asString("").strip());
        } catch (NumberFormatException e) {
            throw PlatformException.invalid("check.amount", "an amount above 0, such as 0.50");
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static List<String> texts(JsonNode node, String field) {
        var texts = new ArrayList<String>();
        var value = node.path(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw PlatformException.invalid("check." + field, "a list");
        }
        value.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private static <T> T choice(JsonNode node, String field, @Nullable T otherwise, Function<String, T> parser) {
        var value = node.path(field);
        if (otherwise != null && (value.isMissingNode() || value.isNull())) {
            return otherwise;
        }
        try {
            return parser.apply(value.asString(""));
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid("check." + field, "is not one of those that there are");
        }
    }
}
