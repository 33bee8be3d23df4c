package dev.maru.gateway.call;

import dev.maru.core.tenancy.SystemDb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the partitions of the months and days to come, and drops payloads past their day. */
@Component
class PartitionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionKeeper.class);
    private static final int MONTHS_AHEAD = 2;
    private static final int SPARE_DAYS = 2;

    private final SystemDb system;
    private final PayloadPolicyRepository policies;
    private final PartitionRepository partitions;

    PartitionKeeper(SystemDb system, PayloadPolicyRepository policies, PartitionRepository partitions) {
        this.system = system;
        this.policies = policies;
        this.partitions = partitions;
    }

    void keep() {
        int changed = system.inSystem(tx -> {
            var days = policies.longestRetentionDays(tx) + SPARE_DAYS;
            return partitions.keep(tx, MONTHS_AHEAD, days);
        });
        if (changed > 0) {
            LOG.info("{} partitions of calls were made or dropped", changed);
        }
    }
}
