package dev.maru.testing.provider;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the provider charges, by request; an entry may still change from completed to aborted. */
final class BillingLog {
    private final ConcurrentSkipListMap<Long, Billed> entries = new ConcurrentSkipListMap<>();

    void put(Billed billed) {
        entries.put(billed.requestNumber(), billed);
    }

    List<Billed> entries() {
        return List.copyOf(entries.values());
    }

    void clear() {
        entries.clear();
    }
}
