package dev.maru.gateway.spool;

import dev.maru.core.tenancy.SystemTx;
import dev.maru.gateway.ledger.Charge;
import java.util.List;
import java.util.UUID;

/** Follows the ledger in its own transactions, so that what it keeps is right whenever the ledger is; see docs/decisions/0012-limits-and-budgets.md. */
public interface LedgerFollower {
    /** An original row of the ledger. */
    record Entry(SpoolRecord.Dispatched dispatched, Charge charge) {}

    /**
     * Rows that were not in the ledger before this transaction; a replay brings none.
     *
     * @param instance whose spool they come from
     */
    void inserted(SystemTx tx, UUID instance, List<Entry> rows);

    /** An instance has ended and everything of its spool is in the ledger. May be told more than once. */
    void drained(SystemTx tx, UUID instance);
}
