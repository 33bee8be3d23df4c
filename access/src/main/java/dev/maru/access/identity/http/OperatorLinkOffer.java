package dev.maru.access.identity.http;

import dev.maru.access.identity.SetupService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.platform.settings.PlatformRole;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Offers the one-time link once the pages behind it can be opened. */
@Component
class OperatorLinkOffer {
    private final SetupService setup;
    private final MaruSettings settings;

    OperatorLinkOffer(SetupService setup, MaruSettings settings) {
        this.setup = setup;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void offer() {
        if (settings.plays(PlatformRole.UI)) {
            setup.offerLink();
        }
    }
}
