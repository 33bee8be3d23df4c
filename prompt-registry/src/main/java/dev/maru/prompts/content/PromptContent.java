package dev.maru.prompts.content;

/** What makes two versions the same or different: templates, config and declared variables. */
public record PromptContent(PromptBody body, PromptConfig config, DeclaredVariables variables) {}
