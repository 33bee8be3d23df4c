package dev.maru.sdk;

/**
 * A variable that a prompt uses.
 *
 * @param usage {@code value}, {@code section}, or what later versions of Maru may add
 * @param required whether rendering refuses to go on without it
 */
public record PromptVariable(String name, String usage, boolean required) {}
