package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.PromptCall;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.PromptSource;
import dev.maru.prompts.content.CanonicalJson;
import org.springframework.stereotype.Component;

/** Renders registered prompts into model calls. */
@Component
class RegisteredPrompts implements PromptSource {
    private final PromptFetch fetch;

    RegisteredPrompts(PromptFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public PromptRendering render(TenantId tenant, ProjectId project, PromptCall call) {
        var label = call.label() == null ? null : new PromptLabel(call.label());
        var selector = PromptSelector.of(label, call.version());
        var key = SplitKey.of(call.splitKey(), call.attributes());
        var fetched = fetch.version(tenant, project, new PromptName(call.name()), selector, key);
        var rendered = PromptRenderer.render(fetched, CanonicalJson.MAPPER.valueToTree(call.variables()));
        return new PromptRendering(
                rendered.id(),
                rendered.name().value(),
                rendered.version(),
                rendered.label() == null ? null : rendered.label().value(),
                rendered.variant(),
                rendered.messagesJson(),
                rendered.config().json().canonical());
    }
}
