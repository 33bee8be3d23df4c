package dev.maru.gateway.call;

import dev.maru.core.tenancy.SystemTx;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Asks the owner's functions for partitions; the run-time login may make none itself. */
@Repository
class PartitionRepository {
    /** Tables with a partition for each month. */
    static final List<String> MONTHLY = List.of("call", "attempt", "ledger", "call_tag", "span");

    /** Tables whose rows end on their day, with a partition for each. */
    static final List<String> DAILY = List.of("call_payload", "span_content");

    /** How many partitions of the table were made. */
    int keepMonths(SystemTx tx, String table, int monthsAhead) {
        return count(tx, "select gateway.keep_months(?, ?)", table, monthsAhead);
    }

    /** How many partitions of the table were made or dropped. */
    int keepDays(SystemTx tx, String table, int daysAhead) {
        return count(tx, "select gateway.keep_days(?, ?)", table, daysAhead);
    }

    private static int count(SystemTx tx, String sql, String table, int ahead) {
        var changed = tx.sql().resultQuery(sql, table, ahead).fetchOne(0, Integer.class);
        return changed == null ? 0 : changed;
    }
}
