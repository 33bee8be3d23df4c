package dev.maru.prompts;

import dev.maru.core.tenancy.Caller;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Serves prompts from memory. */
@Component
public class PromptFetch {
    public ServedPrompt fetch(Caller caller, PromptName name, PromptSelector selector) {
        throw new UnsupportedOperationException();
    }

    /** Tells of every change in the caller's project, after fetches see it, until the subscription is closed. */
    public AutoCloseable subscribe(Caller caller, Consumer<PromptEvent> listener) {
        throw new UnsupportedOperationException();
    }
}
