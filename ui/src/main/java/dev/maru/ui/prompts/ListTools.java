package dev.maru.ui.prompts;

import dev.maru.prompts.PromptCopies;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptSearch;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.files.PromptExport;
import dev.maru.prompts.files.PromptImport;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the page of all prompts works with. */
@Component
record ListTools(
        PromptQuery prompts,
        PromptSearch search,
        PromptService service,
        PromptCopies copies,
        PromptImport imports,
        PromptExport exports,
        Clock clock) {}
