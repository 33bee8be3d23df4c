package dev.maru.ui.releases;

import dev.maru.gateway.call.PromptUsageService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.ProtectionService;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.SplitService;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the parts of these screens work with. */
@Component
public record ReleaseTools(
        PromptQuery prompts,
        PromptRenderer renderer,
        ReleaseService releases,
        ReleaseRequestService requests,
        ProtectionService protections,
        SplitService splits,
        PromptUsageService usage,
        MaruSettings settings,
        Clock clock) {}
