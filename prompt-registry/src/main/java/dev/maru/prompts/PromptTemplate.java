package dev.maru.prompts;

/** A parsed template. */
final class PromptTemplate {
    private PromptTemplate() {}

    static PromptTemplate parse(String field, String template) {
        return new PromptTemplate();
    }
}
