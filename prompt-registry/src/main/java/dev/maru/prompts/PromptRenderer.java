package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.content.CompiledPrompt;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptContent;
import dev.maru.prompts.content.PromptVariable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fills the variables of a prompt in. */
@Component
public class PromptRenderer {
    private final PromptFetch fetch;

    PromptRenderer(PromptFetch fetch) {
        this.fetch = fetch;
    }

    /**
     * Renders a version that applications can fetch.
     *
     * @param splitKey as in a fetch
     */
    public RenderedPrompt render(
            Caller caller,
            PromptName name,
            PromptSelector selector,
            JsonNode variables,
            @Nullable String splitKey,
            Map<String, String> attributes) {
        caller.require(Permission.READ_PROMPTS);
        var key = SplitKey.of(splitKey, attributes);
        return render(fetch.version(caller.tenant(), caller.requireProject(), name, selector, key), variables);
    }

    /** What an author is writing as a call would send it: references put in, variables filled in. */
    public Preview preview(
            Caller caller, PromptId prompt, PromptName name, PromptBody body, DeclaredVariables variables) {
        caller.require(Permission.READ_PROMPTS);
        return new Preview(CompiledPrompt.of(fetch.compose(caller, prompt, name, body), variables));
    }

    /** What a version consists of once everything that it refers to is put in, as that is served now. */
    public PromptContent resolved(Caller caller, PromptName name, PromptVersion version) {
        caller.require(Permission.READ_PROMPTS);
        var body = fetch.compose(caller, version.prompt(), name, version.body());
        return new PromptContent(body, version.config(), version.variables());
    }

    /** A stored version, to be looked at. */
    public Preview preview(Caller caller, PromptName name, PromptVersion version) {
        return preview(caller, version.prompt(), name, version.body(), version.variables());
    }

    /** A body to be looked at with one set of values after another. */
    public static final class Preview {
        private final CompiledPrompt compiled;

        private Preview(CompiledPrompt compiled) {
            this.compiled = compiled;
        }

        /** In the order of their first use. */
        public List<PromptVariable> variables() {
            return compiled.variables();
        }

        /** The exact messages, as JSON. */
        public String messages(JsonNode values) {
            return compiled.render(values).toString();
        }
    }

    static RenderedPrompt render(FetchedVersion fetched, JsonNode values) {
        var compiled = fetched.compiled();
        var messages = compiled.render(values);
        var served = fetched.prompt();
        return new RenderedPrompt(
                served.id(),
                served.name(),
                served.version().number(),
                served.label(),
                served.variant(),
                messages.toString(),
                compiled.text(messages),
                served.version().config());
    }
}
