package dev.maru.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client keeps in memory, and which refreshes are under way: at most one per key. All of it changes under one lock,
 * in which nothing waits, so that a change that Maru tells of during a refresh cannot get lost.
 */
final class PromptCache {
    private final int maxEntries;
    private final long maxWeight;
    private final RemovedPrompts removedPrompts;
    private final LongSupplier ticker;

    /** The least recently used first. */
    private final LinkedHashMap<PromptKey, CacheEntry> entries = new LinkedHashMap<>();

    private final Map<PromptKey, Refresh> refreshes = new HashMap<>();
    private long weight;

    /** @param isNew whether whoever began it has to do it */
    record Begun(Refresh refresh, boolean isNew) {}

    /**
     * @param maxWeight about how many bytes all copies may take
     * @param ticker nanoseconds, from any origin
     */
    PromptCache(int maxEntries, long maxWeight, RemovedPrompts removedPrompts, LongSupplier ticker) {
        this.maxEntries = maxEntries;
        this.maxWeight = maxWeight;
        this.removedPrompts = removedPrompts;
        this.ticker = ticker;
    }

    /** What is known about a key, for use. */
    synchronized @Nullable CacheEntry use(PromptKey key) {
        var entry = entries.remove(key);
        if (entry != null) {
            entries.put(key, entry);
        }
        return entry;
    }

    synchronized boolean contains(PromptKey key) {
        return entries.containsKey(key);
    }

    synchronized int size() {
        return entries.size();
    }

    /** Joins the refresh of a key, or begins it. */
    synchronized Begun begin(PromptKey key) {
        return begin(key, entries.get(key));
    }

    /**
     * Joins the refresh of a key, or begins it, for somebody who found that needed; if it was done meanwhile, returns that.
     *
     * @param seen the entry that seemed to need it, null if there was none
     */
    @SuppressWarnings("ReferenceEquality") // an equal entry that is another one is the result of a refresh
    synchronized Begun begin(PromptKey key, @Nullable CacheEntry seen) {
        var underWay = refreshes.get(key);
        if (underWay != null) {
            return new Begun(underWay, false);
        }
        var entry = entries.get(key);
        var refresh = new Refresh(key, entry == null ? null : entry.copy());
        if (entry != null && entry != seen && !entry.isOutdated()) {
            refresh.done().complete(entry);
            return new Begun(refresh, false);
        }
        refreshes.put(key, refresh);
        return new Begun(refresh, true);
    }

    /** Ends a refresh; the entry is outdated again already if Maru told of a change meanwhile. */
    synchronized CacheEntry finish(Refresh refresh, FetchOutcome outcome) {
        refreshes.remove(refresh.key());
        long now = ticker.getAsLong();
        var old = entries.get(refresh.key());
        var entry = next(refresh, outcome, old == null ? CacheEntry.empty(now) : old, now);
        put(refresh.key(), entry);
        return entry;
    }

    private CacheEntry next(Refresh refresh, FetchOutcome outcome, CacheEntry old, long now) {
        if (outcome instanceof FetchOutcome.Failed failed) {
            var entry = old.failed(failed.problem(), keeps(failed.problem()), now);
            return refresh.isOvertaken ? entry.withoutPause(now) : entry;
        }
        var known = refresh.known();
        if (outcome instanceof FetchOutcome.Found found) {
            return CacheEntry.good(found.copy(), now, refresh.isOvertaken);
        }
        if (known == null) {
            throw new IllegalStateException("nothing was known that could have stayed the same");
        }
        return CacheEntry.good(known.confirmed(), now, refresh.isOvertaken);
    }

    /** Whether copies outlive this answer: they do unless Maru itself says that the prompt is gone or the key is. */
    boolean keeps(MaruException problem) {
        boolean isGone = problem instanceof PromptNotFoundException && removedPrompts == RemovedPrompts.FAIL;
        return !isGone && !(problem instanceof AccessRefusedException);
    }

    /** Takes in a copy from disk, unless something better came meanwhile. */
    synchronized void adopt(PromptKey key, Copy copy) {
        var entry = entries.get(key);
        if (entry != null && entry.copy() == null) {
            put(key, entry.with(copy));
        }
    }

    /** After Maru told of a change of one prompt. Returns what to refresh. */
    synchronized List<PromptKey> outdate(String name) {
        return outdate(key -> key.name().equals(name));
    }

    /** After changes may have been missed. Returns what to refresh, in the order in which it should be. */
    synchronized List<PromptKey> outdateAll() {
        return outdate(key -> true);
    }

    private List<PromptKey> outdate(Predicate<PromptKey> affected) {
        long now = ticker.getAsLong();
        var keys = new ArrayList<>(entries.keySet().stream().filter(affected).toList());
        for (var key : keys) {
            var entry = entries.get(key);
            if (entry == null || entry.copy() == null) {
                remove(key);
            } else if (!key.isPinned()) {
                // The content of a version stays what it is; whether it is still there is asked all the same.
                entries.put(key, entry.outdated(now));
            }
        }
        refreshes.values().stream()
                .filter(refresh -> affected.test(refresh.key()))
                .forEach(refresh -> refresh.isOvertaken = true);
        keys.retainAll(entries.keySet());
        Collections.reverse(keys);
        keys.sort(Comparator.comparing(PromptKey::isPinned));
        return keys;
    }

    private void put(PromptKey key, CacheEntry entry) {
        var old = entries.put(key, entry);
        weight += entry.weight() - (old == null ? 0 : old.weight());
        while (entries.size() > 1 && (entries.size() > maxEntries || weight > maxWeight)) {
            var eldest = entries.keySet().iterator().next();
            remove(eldest);
        }
    }

    private void remove(PromptKey key) {
        var entry = entries.remove(key);
        weight -= entry == null ? 0 : entry.weight();
    }
}
