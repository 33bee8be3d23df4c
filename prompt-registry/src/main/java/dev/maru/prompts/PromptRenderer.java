package dev.maru.prompts;

import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fills the variables of a prompt in. */
@Component
public class PromptRenderer {
    /** Renders a version that applications can fetch. */
    public RenderedPrompt render(Caller caller, PromptName name, PromptSelector selector, JsonNode variables) {
        throw new UnsupportedOperationException();
    }

    /** Renders what an author is writing: the exact messages that a call would send. */
    public JsonValue preview(PromptBody body, JsonNode variables) {
        throw new UnsupportedOperationException();
    }

    /** The variables that a body asks for, in the order of their first use. */
    public List<PromptVariable> variables(PromptBody body) {
        throw new UnsupportedOperationException();
    }
}
