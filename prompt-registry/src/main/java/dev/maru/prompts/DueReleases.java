package dev.maru.prompts;

import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.SystemDb;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks in every tenant for approved releases whose time has come. */
@Component
class DueReleases {
    private static final Logger LOG = LoggerFactory.getLogger(DueReleases.class);
    private static final int BATCH = 100;

    private final SystemDb system;
    private final ReleaseRequestRepository requests;
    private final ReleaseRequestService service;
    private final Clock clock;

    DueReleases(SystemDb system, ReleaseRequestRepository requests, ReleaseRequestService service, Clock clock) {
        this.system = system;
        this.requests = requests;
        this.service = service;
        this.clock = clock;
    }

    void release() {
        var now = clock.instant();
        for (var due : system.inSystem(tx -> requests.due(tx, now, BATCH))) {
            var platform = new Caller(
                    new Actor.Platform("schedule"),
                    due.tenant(),
                    due.project(),
                    Set.of(Permission.RELEASE_PROMPTS, Permission.MANAGE_PROMPTS),
                    RequestId.next(),
                    null);
            try {
                service.performDue(platform, due.request());
            } catch (RuntimeException e) {
                // The others are due as well; this one is tried again at the next look.
                LOG.error("The scheduled release {} could not be made", due.request(), e);
            }
        }
    }
}
