package dev.maru.gateway.spool;

import dev.maru.core.id.RequestId;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.ChargeSum;
import dev.maru.gateway.ledger.Pricing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins the records of each call; what is left when a dead instance's spool is read to its end was lost in flight. */
final class OpenCalls {
    private static final String LOST = "lost";
    private static final String LOST_MESSAGE =
            "The gateway was stopped before the call ended; its usage is an estimate.";

    private final Map<RequestId, OpenCall> calls = new LinkedHashMap<>();

    private static final class OpenCall {
        final SpoolPosition since;
        final CallFacts facts;
        final Map<Integer, SpoolRecord.Dispatched> unsettled = new HashMap<>();
        final List<Charge> charges = new ArrayList<>();
        SpoolRecord.Target target;
        int attempts;
        boolean answered;

        OpenCall(SpoolPosition since, SpoolRecord.Dispatched first) {
            this.since = since;
            this.facts = first.call();
            this.target = first.target();
        }
    }

    /** Takes one record in and adds the rows that it completes. */
    void accept(SegmentReader.Entry entry, FactBatch batch) {
        switch (entry.record()) {
            case SpoolRecord.Dispatched dispatched -> dispatched(entry.at(), dispatched);
            case SpoolRecord.Settled settled -> settled(settled, batch);
            case SpoolRecord.Closed closed -> {
                calls.remove(closed.requestId());
                batch.add(closed);
            }
        }
    }

    private void dispatched(SpoolPosition at, SpoolRecord.Dispatched dispatched) {
        var call = calls.computeIfAbsent(dispatched.requestId(), id -> new OpenCall(at, dispatched));
        call.unsettled.put(dispatched.attempt(), dispatched);
        call.target = dispatched.target();
        call.attempts = Math.max(call.attempts, dispatched.attempt());
    }

    private void settled(SpoolRecord.Settled settled, FactBatch batch) {
        var call = calls.get(settled.requestId());
        var dispatched = call == null ? null : call.unsettled.remove(settled.attempt());
        if (call == null || dispatched == null) {
            // The same attempt settled twice: its rows exist, and the database would refuse them anyway.
            return;
        }
        call.charges.add(settled.charge());
        call.answered = settled.outcome() == SpoolRecord.AttemptOutcome.SUCCESS;
        batch.add(dispatched, settled);
    }

    /** The earliest record that a replay would still need, null if there is none. */
    @Nullable
    SpoolPosition oldest() {
        // Calls are in the order of their first records.
        return calls.isEmpty() ? null : calls.values().iterator().next().since;
    }

    int size() {
        return calls.size();
    }

    /** Rows for everything that never ended: each lone dispatch is charged what was reserved for it. */
    void addLost(FactBatch batch) {
        for (var call : calls.values()) {
            for (var dispatched : call.unsettled.values()) {
                var charge = Pricing.charge(
                        dispatched.reserved(), false, dispatched.target().price());
                call.charges.add(charge);
                batch.add(
                        dispatched,
                        new SpoolRecord.Settled(
                                dispatched.tenant(),
                                dispatched.requestId(),
                                dispatched.attempt(),
                                SpoolRecord.AttemptOutcome.LOST,
                                null,
                                LOST,
                                LOST_MESSAGE,
                                null,
                                null,
                                charge,
                                null,
                                null));
            }
            batch.add(closedForLost(call));
        }
    }

    private static SpoolRecord.Closed closedForLost(OpenCall call) {
        var sum = ChargeSum.of(call.charges);
        // The last attempt was settled as answered; only the call's own record is missing.
        var answered = call.unsettled.isEmpty() && call.answered;
        return new SpoolRecord.Closed(
                call.facts,
                call.target.model(),
                call.target.connectionSlug(),
                answered ? "success" : "error",
                answered ? 200 : 500,
                answered ? null : LOST,
                answered ? null : LOST_MESSAGE,
                call.attempts,
                sum.exact() ? "exact" : "estimated",
                sum.tokens(),
                sum.cost(),
                sum.currency(),
                null,
                0,
                null,
                null,
                List.of());
    }
}
