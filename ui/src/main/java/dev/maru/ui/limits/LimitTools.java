package dev.maru.ui.limits;

import dev.maru.access.ApiKeyService;
import dev.maru.access.MemberService;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.limit.LimitService;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the parts of the pages about limits and budgets work with. */
@Component
record LimitTools(
        LimitService limits,
        BudgetService budgets,
        ApiKeyService keys,
        MemberService members,
        CatalogService catalog,
        MaruSettings settings,
        Clock clock) {}
