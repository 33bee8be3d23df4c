package dev.maru.gateway.call;

import dev.maru.gateway.CallForm;
import dev.maru.gateway.cache.CacheQuestion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads from a call what makes its answer: the models that may give it, the messages as they go to them, and every field
 * but those that only say who asks or how the provider should keep house.
 */
final class CacheQuestions {
    private static final int LONGEST_BODY = 1 << 20;
    private static final Set<String> NO_MATTER = Set.of(
            "model",
            "prompt",
            "stream",
            "stream_options",
            "user",
            "metadata",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "store");

    private CacheQuestions() {}

    /** Null if the call is too large to be worth it. */
    static @Nullable CacheQuestion of(PlannedCall call) {
        var envelope = call.envelope();
        if (call.upstream().textBytes() > LONGEST_BODY) {
            return null;
        }
        var body = (ObjectNode) RequestEnvelope.JSON.readTree(envelope.body());
        body.remove(NO_MATTER);
        var rendered = call.upstream().renderedMessages();
        var prompt = RequestEnvelope.JSON.createArrayNode();
        if (rendered != null) {
            RequestEnvelope.JSON.readTree(rendered).forEach(prompt::add);
        }
        var text = takeQuestion(envelope.form(), body, prompt);

        var context = CacheQuestion.sha256();
        feed(context, envelope.form().wireName());
        feed(context, envelope.stream() ? envelope.usageAsked() ? "stream with usage" : "stream" : "whole");
        var models = new TreeSet<String>();
        call.candidates().forEach(candidate -> models.add(candidate.model().qualifiedName()));
        models.forEach(model -> feed(context, model));
        feed(context, prompt);
        feed(context, call.rendering() == null ? "" : call.rendering().configJson());
        feed(context, body);
        var around = context.digest();

        var whole = CacheQuestion.sha256();
        whole.update(around);
        feed(whole, text == null ? "" : text);
        return new CacheQuestion(whole.digest(), around, text);
    }

    /** Takes the text out that the last message of the user is made of; null and nothing taken if it is more than text. */
    private static @Nullable String takeQuestion(CallForm form, ObjectNode body, JsonNode prompt) {
        if (!form.converses()) {
            return null;
        }
        var field = form == CallForm.RESPONSES ? "input" : "messages";
        var turns = body.path(field);
        if (turns.isString()) {
            return take(body, field);
        }
        var last = turns.isArray() && !turns.isEmpty() ? turns.get(turns.size() - 1) : last(prompt);
        if (!(last instanceof ObjectNode message)
                || !"user".equals(message.path("role").asString(""))) {
            return null;
        }
        return message.path("content").isString() ? take(message, "content") : takePart(message.path("content"));
    }

    private static JsonNode last(JsonNode prompt) {
        return prompt.isEmpty() ? prompt : prompt.get(prompt.size() - 1);
    }

    private static @Nullable String takePart(JsonNode parts) {
        @Nullable ObjectNode only = null;
        for (var part : parts) {
            if (part instanceof ObjectNode object && object.path("text").isString()) {
                if (only != null) {
                    return null;
                }
                only = object;
            }
        }
        return only == null ? null : take(only, "text");
    }

    private static String take(ObjectNode from, String field) {
        var text = from.path(field).asString();
        from.put(field, "");
        return text;
    }

    /** Objects by the names of their fields, so that their order does not matter; lengths first, so that nothing runs together. */
    private static void feed(MessageDigest digest, JsonNode node) {
        if (node.isObject()) {
            digest.update((byte) '{');
            for (var name : new TreeSet<>(node.propertyNames())) {
                feed(digest, name);
                feed(digest, node.get(name));
            }
            digest.update((byte) '}');
        } else if (node.isArray()) {
            digest.update((byte) '[');
            node.forEach(element -> feed(digest, element));
            digest.update((byte) ']');
        } else if (node.isString()) {
            digest.update((byte) '"');
            feed(digest, node.asString());
        } else {
            digest.update((byte) '#');
            feed(digest, node.toString());
        }
    }

    private static void feed(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }
}
