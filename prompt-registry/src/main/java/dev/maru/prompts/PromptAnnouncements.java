package dev.maru.prompts;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.webhook.WebhookEvent;
import dev.maru.platform.webhook.WebhookEventTypes;
import dev.maru.platform.webhook.WebhookEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says to webhooks what became of prompts: who did what to which version, and never what a version says. */
@Component
class PromptAnnouncements {
    static final String VERSION_CREATED = "prompt.version.created";
    static final String LABEL_MOVED = "prompt.label.moved";
    static final WebhookEventTypes TYPES = WebhookEventTypes.of(VERSION_CREATED, LABEL_MOVED);

    private final WebhookEvents events;

    PromptAnnouncements(WebhookEvents events) {
        this.events = events;
    }

    void versionCreated(TenantTx tx, Caller caller, Prompt prompt, PromptVersion version) {
        var data = about(prompt);
        data.put("version", version.number());
        data.put("hash", version.hash().toString());
        emit(tx, caller, VERSION_CREATED, prompt, data);
    }

    void labelMoved(TenantTx tx, Caller caller, Prompt prompt, LabelMoves.Move move) {
        var data = about(prompt);
        data.put("label", move.label().value());
        data.put("from", move.from());
        data.put("to", move.to());
        data.put("rollback", move.rollback());
        data.put("reason", move.reason());
        emit(tx, caller, LABEL_MOVED, prompt, data);
    }

    private void emit(TenantTx tx, Caller caller, String type, Prompt prompt, Map<String, @Nullable Object> data) {
        data.put("by", Map.of("id", Authors.id(caller), "name", caller.actor().name()));
        events.emit(
                tx,
                caller.requireProject(),
                new WebhookEvent(type, prompt.name().value(), data));
    }

    private static Map<String, @Nullable Object> about(Prompt prompt) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put(
                "prompt",
                Map.of("id", prompt.id().toString(), "name", prompt.name().value()));
        return data;
    }
}
