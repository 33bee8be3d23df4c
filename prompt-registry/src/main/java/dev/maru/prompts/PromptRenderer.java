package dev.maru.prompts;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fills the variables of a prompt in. */
@Component
public class PromptRenderer {
    private final PromptFetch fetch;

    PromptRenderer(PromptFetch fetch) {
        this.fetch = fetch;
    }

    /** Renders a version that applications can fetch. */
    public RenderedPrompt render(Caller caller, PromptName name, PromptSelector selector, JsonNode variables) {
        caller.require(Permission.READ_PROMPTS);
        return render(
                fetch.version(caller.tenant(), caller.requireProject(), name, selector), TemplateValues.of(variables));
    }

    /** Renders what an author is writing: the exact messages that a call would send. */
    public String preview(PromptBody body, JsonNode variables) {
        return CompiledPrompt.of(body).render(TemplateValues.of(variables)).toString();
    }

    /** The variables that a body asks for, in the order of their first use. */
    public List<PromptVariable> variables(PromptBody body) {
        return CompiledPrompt.of(body).variables();
    }

    static RenderedPrompt render(FetchedVersion fetched, TemplateValues values) {
        var compiled = fetched.compiled();
        var messages = compiled.render(values);
        var served = fetched.prompt();
        return new RenderedPrompt(
                served.id(),
                served.name(),
                served.version().number(),
                served.label(),
                messages.toString(),
                compiled.text(messages),
                served.version().config());
    }
}
