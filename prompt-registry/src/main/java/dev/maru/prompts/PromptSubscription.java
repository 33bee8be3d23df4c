package dev.maru.prompts;

/** Ends the telling of changes when it is closed. */
@FunctionalInterface
public interface PromptSubscription extends AutoCloseable {
    @Override
    void close();
}
