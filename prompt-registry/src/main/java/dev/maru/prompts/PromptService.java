package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Changes prompts: every change is one transaction with its audit row. */
@Service
public class PromptService {
    public CreatedPrompt create(Caller caller, NewPrompt prompt) {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends a version, unless the newest one has the same content.
     *
     * @param expectedLatest the newest version that the author saw; another one is refused as stale. Null appends anyway
     */
    public SavedVersion newVersion(
            Caller caller, PromptId prompt, @Nullable Integer expectedLatest, PromptDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** Moves a label to a version; moving it to where it is changes nothing and returns the release that put it there. */
    public Release release(
            Caller caller, PromptId prompt, PromptLabel label, int version, ExpectedRelease expected, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Moves a label back to the version that it named before the current one. */
    public Release rollback(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        throw new UnsupportedOperationException();
    }

    public Release removeLabel(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        throw new UnsupportedOperationException();
    }

    /** @param version the optimistic lock that the author saw, null to write anyway */
    public Prompt describe(
            Caller caller, PromptId prompt, @Nullable Long version, String description, List<String> tags) {
        throw new UnsupportedOperationException();
    }

    /** Takes a prompt out of lists and fetches; its name stays taken. */
    public Prompt archive(Caller caller, PromptId prompt) {
        throw new UnsupportedOperationException();
    }

    public Prompt unarchive(Caller caller, PromptId prompt) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a prompt with its versions and history; {@code typedName} must be its name. */
    public void delete(Caller caller, PromptId prompt, String typedName) {
        throw new UnsupportedOperationException();
    }
}
