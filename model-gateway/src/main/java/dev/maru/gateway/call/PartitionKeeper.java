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

    /** A transaction for each table: one that locked several would meet others that lock them in another order. */
    void keep() {
        int days = system.inSystem(policies::longestRetentionDays) + SPARE_DAYS;
        int changed = 0;
        for (var table : PartitionRepository.MONTHLY) {
            changed += system.inSystem(tx -> partitions.keepMonths(tx, table, MONTHS_AHEAD));
        }
        for (var table : PartitionRepository.DAILY) {
            changed += system.inSystem(tx -> partitions.keepDays(tx, table, days));
        }
        if (changed > 0) {
            LOG.info("{} partitions of calls were made or dropped", changed);
        }
    }
}
