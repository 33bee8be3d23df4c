package dev.maru.ui.prompts;

import dev.maru.gateway.catalog.CatalogService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.prompts.PromptCopies;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.discussion.DiscussionService;
import dev.maru.ui.releases.ReleaseTools;
import java.net.URI;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the parts of the prompt page work with. */
@Component
record PromptTools(
        PromptQuery prompts,
        PromptService service,
        PromptCopies copies,
        ReleaseTools releases,
        DiscussionService discussions,
        PromptRenderer renderer,
        CatalogService catalog,
        MaruSettings settings,
        Clock clock) {
    URI publicUrl() {
        return settings.publicUrl();
    }
}
