package dev.maru.prompts;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the search texts of prompts that were saved before there were any, or by a replica that knows of none. */
@Component
class SearchBackfill {
    private static final Logger LOG = LoggerFactory.getLogger(SearchBackfill.class);
    private static final int BATCH = 200;

    private final SystemDb system;
    private final TenantDb db;
    private final PromptRepository prompts;
    private final SearchRepository texts;
    private final SearchIndex index;

    SearchBackfill(SystemDb system, TenantDb db, PromptRepository prompts, SearchRepository texts, SearchIndex index) {
        this.system = system;
        this.db = db;
        this.prompts = prompts;
        this.texts = texts;
        this.index = index;
    }

    /** Goes on until nothing is left; each prompt is done for good, so it may be stopped anywhere. */
    void catchUp() {
        int left = BATCH;
        while (left == BATCH) {
            var outdated = system.inSystem(tx -> texts.outdated(tx, BATCH));
            left = outdated.size();
            for (var each : outdated) {
                try {
                    db.runInTenant(each.tenant(), tx -> {
                        // What changes meanwhile must not be written over with what it was.
                        var locked = prompts.lock(tx, each.project(), each.prompt());
                        index.refresh(tx, each.project(), each.prompt());
                    });
                } catch (RuntimeException e) {
                    left--;
                    LOG.error("The search text of {} could not be made", each.prompt(), e);
                }
            }
        }
    }
}
