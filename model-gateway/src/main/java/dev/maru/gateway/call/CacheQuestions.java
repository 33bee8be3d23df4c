package dev.maru.gateway.call;

import dev.maru.gateway.CallForm;
import dev.maru.gateway.cache.CacheQuestion;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.route.RoutePlanFormat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads from a call what makes its answer: the models that may give it, the messages as they go to them, and every field
 * but those that only say who asks or how the provider should keep house.
 */
final class CacheQuestions {
    private static final int LONGEST_BODY = 1 << 20;
    /** Said otherwise in the digest, or no part of what the model reads. */
    private static final List<String> FRAME = List.of("model", "prompt", "stream", "stream_options");

    /** Names of who asks, and how the provider keeps house: known not to change what these providers' models say. */
    private static final List<String> ASIDE =
            List.of("user", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "store");

    /** Somebody else's memory, or work that goes on after the answer. */
    private static final List<String> STATEFUL = List.of("conversation", "previous_response_id", "background");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private CacheQuestions() {}

    /** Null if the call is too large to be worth it, or not the same twice. */
    static @Nullable CacheQuestion of(PlannedCall call) {
        var envelope = call.envelope();
        if (call.upstream().textBytes() > LONGEST_BODY || STATEFUL.stream().anyMatch(envelope::has)) {
            return null;
        }
        var body = (ObjectNode) RequestEnvelope.JSON.readTree(envelope.body());
        body.remove(FRAME);
        // Responses repeat these fields, so one client would read another's.
        if (envelope.form() != CallForm.RESPONSES && call.candidates().stream().allMatch(CacheQuestions::isHosted)) {
            body.remove(ASIDE);
        }
        var rendered = call.upstream().renderedMessages();
        var prompt = RequestEnvelope.JSON.createArrayNode();
        if (rendered != null) {
            RequestEnvelope.JSON.readTree(rendered).forEach(prompt::add);
        }
        var text = takeQuestion(envelope.form(), body);

        var context = CacheQuestion.sha256();
        feed(context, envelope.form().wireName());
        feed(context, envelope.stream() ? envelope.usageAsked() ? "stream with usage" : "stream" : "whole");
        feed(context, call.plan() == null ? "" : RoutePlanFormat.write(call.plan()));
        call.candidates().stream()
                .map(candidate -> candidate.model().modelId() + " "
                        + candidate.model().connection().baseUrl())
                .sorted()
                .forEach(model -> feed(context, model));
        feed(context, call.guard().answerRules());
        feed(context, prompt);
        feed(context, call.rendering() == null ? "" : call.rendering().configJson());
        feed(context, body);
        if (text != null) {
            // No likeness makes up for another number: an account, an amount, a year.
            NUMBER.matcher(text).results().forEach(number -> feed(context, number.group()));
        }
        var around = context.digest();

        var whole = CacheQuestion.sha256();
        whole.update(around);
        feed(whole, text == null ? "" : text);
        return new CacheQuestion(whole.digest(), around, text);
    }

    /** Whether a model is behind it and nothing else: servers of the same protocol may answer by who asks. */
    private static boolean isHosted(Candidate candidate) {
        var connection = candidate.model().connection();
        var base = connection.baseUrl();
        return connection.kind() != ConnectionKind.OPENAI || base != null && "api.openai.com".equals(base.getHost());
    }

    /**
     * Takes the text out that the client's last message is made of; null and nothing taken if it is more than text. What a
     * registered prompt renders is never taken: its variables are no way of putting things.
     */
    private static @Nullable String takeQuestion(CallForm form, ObjectNode body) {
        if (!form.converses()) {
            return null;
        }
        var field = FormWords.turns(form);
        var turns = body.path(field);
        if (turns.isString()) {
            return take(body, field);
        }
        var last = turns.isArray() && !turns.isEmpty() ? turns.get(turns.size() - 1) : MissingNode.getInstance();
        if (!(last instanceof ObjectNode message)
                || !"user".equals(message.path("role").asString(""))) {
            return null;
        }
        return message.path("content").isString() ? take(message, "content") : takePart(message.path("content"));
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

    /** As UTF-16: text that is no valid Unicode stays apart as well. */
    private static void feed(MessageDigest digest, String text) {
        var bytes = new byte[2 * text.length()];
        ByteBuffer.wrap(bytes).asCharBuffer().put(text);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
