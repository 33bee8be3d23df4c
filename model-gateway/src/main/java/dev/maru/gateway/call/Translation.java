package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.guard.CallGuard;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.Protocols;
import dev.maru.gateway.protocol.TargetProtocol;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a request into the words of whoever gets it. The client's bytes pass as they are where the target speaks the same
 * protocol; else they are read once into the neutral form, and written for each target that is tried.
 */
final class Translation {
    private static final byte[] MESSAGE_STOP =
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Vectors and rankings come with OpenAI's errors. */
    private static final TargetProtocol CHAT = Protocols.target(CallForm.CHAT.wireName());

    private final CallForm form;
    private final RequestEnvelope envelope;
    private final @Nullable PromptRendering rendering;
    private final Map<String, JsonNode> defaults;
    private @Nullable ModelRequest neutral;

    Translation(RequestEnvelope envelope, @Nullable PromptRendering rendering, Map<String, JsonNode> defaults) {
        this.form = envelope.form();
        this.envelope = envelope;
        this.rendering = rendering;
        this.defaults = defaults;
    }

    /**
     * What is sent, and how the answer is followed.
     *
     * @param body null: the client's own bytes, with the few edits that they need
     * @param dropped what the target has no words for
     */
    record Prepared(
            byte @Nullable [] body, Operation operation, TargetProtocol target, Meter meter, List<String> dropped) {
        Prepared {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Prepares the request for a model; a null body means that the client's own bytes go, with the few edits that they
     * need.
     *
     * @throws ProtocolException if the target has no words for it
     */
    Prepared prepare(ModelProvider provider, CallableModel model, ClientProtocol.AnswerHead head, CallGuard guard) {
        if (!form.converses()) {
            if (!provider.offers(form.operation())) {
                throw new ProtocolException(
                        "model",
                        "The connection \"" + model.connectionSlug() + "\" offers no "
                                + (form == CallForm.EMBEDDINGS ? "embeddings" : "reranking")
                                + "; choose another model.");
            }
            return new Prepared(null, form.operation(), CHAT, new ListMeter(), List.of());
        }
        var operation = operation(model);
        var target = Protocols.target(
                operation == Operation.RESPONSES ? CallForm.RESPONSES.wireName() : provider.protocol());
        if (target.wireName().equals(form.wireName()) && (form == CallForm.CHAT || rendering == null)) {
            if (guard.filtersAnswer()) {
                var writer = Protocols.client(form.wireName()).writer(neutralOrBare(), head);
                return new Prepared(null, operation, target, meter(target, writer, guard), List.of());
            }
            var meter = form == CallForm.CHAT
                    ? new ChatMeter(envelope.usageAsked())
                    : new EventMeter(target.reader(), null, endMark(), null);
            return new Prepared(null, operation, target, meter, List.of());
        }
        return translated(target, operation, model, head, guard);
    }

    private Prepared translated(
            TargetProtocol target,
            Operation operation,
            CallableModel model,
            ClientProtocol.AnswerHead head,
            CallGuard guard) {
        var request = neutral();
        var outgoing = target.write(request, model.upstreamId());
        var writer = Protocols.client(form.wireName()).writer(request, head);
        return new Prepared(
                RequestEnvelope.JSON.writeValueAsBytes(outgoing.body()),
                operation,
                target,
                meter(target, writer, guard),
                outgoing.dropped());
    }

    private EventMeter meter(TargetProtocol target, AnswerWriter writer, CallGuard guard) {
        return new EventMeter(
                target.reader(), writer, new byte[0], guard.filtersAnswer() ? guard.filter(answerFormat()) : null);
    }

    /** The form that the answer must have; any, where the request cannot be read. */
    AnswerFormat answerFormat() {
        return neutralOrBare().format();
    }

    /**
     * What the writer of an answer must know of a request that goes out as the client's bytes: a provider may take what
     * cannot be read here.
     */
    private ModelRequest neutralOrBare() {
        try {
            return neutral();
        } catch (PlatformException e) {
            return ModelRequest.bare(form.wireName(), envelope.stream());
        }
    }

    /** OpenAI itself is asked in the protocol of its responses; other servers of its protocol may not know it. */
    private Operation operation(CallableModel model) {
        var base = model.connection().baseUrl();
        return form == CallForm.RESPONSES
                        && rendering == null
                        && model.connection().kind() == ConnectionKind.OPENAI
                        && base != null
                        && "api.openai.com".equals(base.getHost())
                ? Operation.RESPONSES
                : Operation.CHAT;
    }

    private byte[] endMark() {
        return form == CallForm.MESSAGES ? MESSAGE_STOP : new byte[0];
    }

    /** Throws "malformed" if the client's request is not what its protocol allows. */
    private ModelRequest neutral() {
        var known = neutral;
        if (known == null) {
            try {
                known = read();
            } catch (ProtocolException e) {
                throw RequestEnvelope.malformed(e.field(), String.valueOf(e.getMessage()));
            }
            neutral = known;
        }
        return known;
    }

    private ModelRequest read() {
        if (form == CallForm.CHAT) {
            var splice = new RequestSplice(envelope);
            UpstreamRequest.render(splice, envelope, rendering, defaults);
            return Protocols.client(form.wireName())
                    .read(RequestEnvelope.JSON.readTree(splice.pieces().toByteArray()));
        }
        var body = (ObjectNode) RequestEnvelope.JSON.readTree(envelope.body());
        body.remove("prompt");
        if (rendering == null) {
            return Protocols.client(form.wireName()).read(body);
        }
        if (!body.has("model")) {
            body.put("model", "prompt");
        }
        if (form == CallForm.RESPONSES && !body.has("input")) {
            body.putArray("input");
        } else if (form == CallForm.MESSAGES && !body.has("messages")) {
            body.putArray("messages");
        }
        return PromptMerge.of(
                promptRequest(rendering), Protocols.client(form.wireName()).read(body));
    }

    /** The rendered prompt and its config as a request of its own, in the form in which prompts are kept. */
    private ModelRequest promptRequest(PromptRendering rendered) {
        var chat = RequestEnvelope.JSON.createObjectNode().put("model", "prompt");
        defaults.forEach((field, value) -> {
            if (!UpstreamRequest.NEVER_DEFAULTS.contains(field)) {
                chat.set(field, value);
            }
        });
        chat.set("messages", RequestEnvelope.JSON.readTree(rendered.messagesJson()));
        return Protocols.client(CallForm.CHAT.wireName()).read(chat);
    }
}
