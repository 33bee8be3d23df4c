package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads prompts from the database for people; applications fetch from {@link PromptFetch}. */
@Component
public class PromptQuery {
    /** Prompts by name. */
    public Page<Prompt> page(Caller caller, PromptFilter filter, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** How many prompts each folder holds, with those in its sub-folders; sorted by name. */
    public List<PromptFolder> folders(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** Every label in use in the project, sorted. */
    public List<PromptLabel> labels(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** Every tag in use in the project, sorted. */
    public List<String> tags(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public Prompt prompt(Caller caller, PromptId prompt) {
        throw new UnsupportedOperationException();
    }

    public Optional<Prompt> byName(Caller caller, PromptName name) {
        throw new UnsupportedOperationException();
    }

    public PromptVersion version(Caller caller, PromptId prompt, int number) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public Page<VersionItem> versions(Caller caller, PromptId prompt, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public Page<Release> releases(Caller caller, PromptId prompt, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }
}
