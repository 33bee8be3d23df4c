package dev.maru.gateway.call;

import dev.maru.core.tenancy.SystemTx;
import org.springframework.stereotype.Repository;

/** Asks the owner's function for partitions; the run-time login may make none itself. */
@Repository
class PartitionRepository {
    /** How many partitions were made or dropped. */
    int keep(SystemTx tx, int monthsAhead, int payloadDaysAhead) {
        var changed = tx.sql()
                .resultQuery(
                        "select gateway.keep_partitions(?, ?) + gateway.keep_span_partitions(?, ?)",
                        monthsAhead,
                        payloadDaysAhead,
                        monthsAhead,
                        payloadDaysAhead)
                .fetchOne(0, Integer.class);
        return changed == null ? 0 : changed;
    }
}
