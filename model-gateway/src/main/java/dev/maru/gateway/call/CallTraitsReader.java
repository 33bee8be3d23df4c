package dev.maru.gateway.call;

import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.route.CallTraits;
import dev.maru.gateway.route.Inside;
import dev.maru.gateway.route.RoutePlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads from a request what a route looks at, and no more than that. */
final class CallTraitsReader {
    private static final long USUAL_OUTPUT = 1_024;

    private CallTraitsReader() {}

    static CallTraits read(
            RoutePlan plan, CompletionRequest request, RequestEnvelope envelope, UpstreamRequest upstream) {
        var sticky = new HashMap<String, String>();
        if (envelope.user() != null) {
            sticky.put("user", envelope.user());
        }
        if (request.sessionId() != null) {
            sticky.put("session", request.sessionId());
        }
        var tokens = TokenCounter.guess(upstream.textBytes());
        var limit = envelope.maxTokens();
        var inside = Inside.lookedAt(plan) ? inside(plan, envelope, tokens) : Inside.UNSEEN;
        return new CallTraits(
                request.tags(),
                null,
                tokens,
                limit == null ? USUAL_OUTPUT : limit,
                inside.modalities(),
                inside.language(),
                features(envelope),
                plan.order() == RoutePlan.Order.PREFIX ? PromptPrefix.of(envelope, upstream) : null,
                sticky,
                inside.need());
    }

    private static Set<String> features(RequestEnvelope envelope) {
        var features = new HashSet<String>();
        if (envelope.has("tools")) {
            features.add("tools");
        }
        if (FormWords.structured(envelope)) {
            features.add("structured-output");
        }
        if (envelope.stream()) {
            features.add("stream");
        }
        return features;
    }

    private static Inside inside(RoutePlan plan, RequestEnvelope envelope, long tokens) {
        var modalities = new LinkedHashSet<String>();
        var lastUser = new StringBuilder();
        var messages = envelope.field(FormWords.turns(envelope.form()));
        if (messages != null && messages.type() == JsonToken.VALUE_STRING) {
            content(envelope.tree(messages), modalities, lastUser);
        } else if (messages != null) {
            for (var message : envelope.tree(messages)) {
                var user = message.path("role").asString("").equals("user");
                if (user) {
                    lastUser.setLength(0);
                }
                content(message.path("content"), modalities, user ? lastUser : null);
            }
        }
        return Inside.of(
                plan,
                modalities,
                lastUser.toString(),
                tokens,
                envelope.has("tools"),
                FormWords.structured(envelope),
                FormWords.effort(envelope));
    }

    private static void content(JsonNode content, Set<String> modalities, @Nullable StringBuilder text) {
        if (content.isString()) {
            modalities.add("text");
            append(text, content.asString());
        }
        for (var part : content) {
            var type = part.path("type").asString("");
            var modality = MODALITIES.get(type);
            if (modality != null) {
                modalities.add(modality);
            }
            if (type.endsWith("text")) {
                append(text, part.path("text").asString(""));
            }
        }
    }

    /** By the type of a part, in the words of every protocol that clients speak. */
    private static final Map<String, String> MODALITIES = Map.of(
            "text", "text",
            "input_text", "text",
            "image_url", "image",
            "image", "image",
            "input_image", "image",
            "input_audio", "audio",
            "file", "file",
            "input_file", "file",
            "document", "file");

    private static void append(@Nullable StringBuilder text, String piece) {
        if (text != null) {
            text.append(piece).append('\n');
        }
    }
}
