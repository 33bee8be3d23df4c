package dev.maru.prompts;

/** Another prompt that a template puts in: by a label, production if it names none, or by a fixed version. */
public record PromptReference(PromptName name, PromptSelector selector) {
    @Override
    public String toString() {
        return name + " (" + selector + ")";
    }
}
