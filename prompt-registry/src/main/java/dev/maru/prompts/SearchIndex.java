package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.TenantTx;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Keeps what searches look at in step with the prompts, in the transaction of each change. */
@Component
class SearchIndex {
    private final PromptRepository prompts;
    private final SearchRepository texts;

    SearchIndex(PromptRepository prompts, SearchRepository texts) {
        this.prompts = prompts;
        this.texts = texts;
    }

    void refresh(TenantTx tx, ProjectId project, PromptId id) {
        prompts.find(tx, project, id).ifPresent(prompt -> texts.write(tx, project, id, text(tx, project, prompt)));
    }

    private String text(TenantTx tx, ProjectId project, Prompt prompt) {
        var parts = new ArrayList<String>();
        parts.add(prompt.name().value());
        parts.add(prompt.description());
        parts.addAll(prompt.tags());
        prompts.versions(tx, project, prompt.id(), prompt.live()).forEach(version -> parts.add(version.text()));
        return SearchText.normalised(String.join("\n", parts));
    }
}
