package dev.maru.ui.guardrails;

import dev.maru.access.ApiKeyService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.guard.GuardrailService;
import org.springframework.stereotype.Component;

/** What the parts of the guardrails page work with. */
@Component
record GuardrailTools(GuardrailService guardrails, ApiKeyService keys, CatalogService catalog) {}
