package dev.maru.gateway.spool;

import java.util.ArrayList;
import java.util.List;

/** Rows that go into the database together. */
final class FactBatch {
    private final List<SettledAttempt> attempts = new ArrayList<>();
    private final List<SpoolRecord.Closed> calls = new ArrayList<>();

    /** An attempt with both its records: one row of attempts, one of the ledger. */
    record SettledAttempt(SpoolRecord.Dispatched dispatched, SpoolRecord.Settled settled) {}

    void add(SpoolRecord.Dispatched dispatched, SpoolRecord.Settled settled) {
        attempts.add(new SettledAttempt(dispatched, settled));
    }

    void add(SpoolRecord.Closed closed) {
        calls.add(closed);
    }

    List<SettledAttempt> attempts() {
        return attempts;
    }

    List<SpoolRecord.Closed> calls() {
        return calls;
    }

    /** The records behind the rows. */
    List<SpoolRecord> records() {
        var records = new ArrayList<SpoolRecord>();
        for (var attempt : attempts) {
            records.add(attempt.dispatched());
            records.add(attempt.settled());
        }
        records.addAll(calls);
        return records;
    }

    boolean isEmpty() {
        return attempts.isEmpty() && calls.isEmpty();
    }

    /** The same rows in batches of one record each, to find the one that the database refuses. */
    List<FactBatch> singles() {
        var singles = new ArrayList<FactBatch>();
        for (var attempt : attempts) {
            var single = new FactBatch();
            single.attempts.add(attempt);
            singles.add(single);
        }
        for (var call : calls) {
            var single = new FactBatch();
            single.calls.add(call);
            singles.add(single);
        }
        return singles;
    }
}
