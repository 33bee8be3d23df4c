package dev.maru.ui.playground;

import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.PromptService;
import org.springframework.stereotype.Component;

/** What the parts of the playground work with. */
@Component
record PlaygroundTools(
        PromptQuery prompts,
        PromptService service,
        PromptRenderer renderer,
        CatalogService catalog,
        CallService calls,
        ModelGateway gateway) {}
