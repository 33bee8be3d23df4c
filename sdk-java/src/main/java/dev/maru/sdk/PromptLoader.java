package dev.maru.sdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a prompt comes from: fresh memory; memory while Maru is asked in the background; Maru; and if Maru cannot
 * be asked, memory whatever its age, the copy on disk, the caller's fallback.
 */
final class PromptLoader {
    private static final System.Logger LOG = System.getLogger(PromptLoader.class.getName());

    private final PromptCache cache;
    private final MaruHttp http;
    private final @Nullable DiskCopies disk;
    private final CacheCounters counters;
    private final LongSupplier ticker;
    private final Times times;

    /**
     * @param ttl how long an answer counts as fresh
     * @param staleLimit for how long after that it is served while Maru is asked; after it, callers wait
     * @param timeout how long a caller waits
     */
    record Times(Duration ttl, Duration staleLimit, Duration timeout) {}

    PromptLoader(
            PromptCache cache,
            MaruHttp http,
            @Nullable DiskCopies disk,
            CacheCounters counters,
            LongSupplier ticker,
            Times times) {
        this.cache = cache;
        this.http = http;
        this.disk = disk;
        this.counters = counters;
        this.ticker = ticker;
        this.times = times;
    }

    Prompt get(PromptKey key, PromptOptions options) {
        var ttl = options.ttl() == null ? times.ttl : options.ttl();
        long now = ticker.getAsLong();
        var entry = cache.use(key);
        var copy = entry == null ? null : entry.copy();
        if (entry != null && copy != null) {
            if (entry.isFresh(key.isPinned(), ttl, now)) {
                counters.add(CacheEvent.HIT, key.name());
                return copy.prompt();
            }
            if (entry.canWait(key.isPinned(), ttl, times.staleLimit, now)) {
                refreshInBackground(key, entry, now);
                return stale(key, copy);
            }
        }
        var problem = entry == null ? null : entry.problem();
        if (entry != null && problem != null) {
            if (!entry.mayAsk(now)) {
                return rescue(key, problem, options);
            }
            if (options.fallback() != null) {
                refreshInBackground(key, entry, now);
                return rescue(key, problem, options);
            }
        }
        return fetched(key, entry, options);
    }

    private Prompt fetched(PromptKey key, @Nullable CacheEntry seen, PromptOptions options) {
        var timeout = options.timeout() == null ? times.timeout : options.timeout();
        CacheEntry entry;
        try {
            entry = run(cache.begin(key, seen)).get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            var late = new MaruUnavailableException("Maru did not answer within " + timeout.toMillis() + " ms.", e);
            counters.add(CacheEvent.ERROR, key.name(), late);
            return rescue(key, late, options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MaruUnavailableException("interrupted while waiting for Maru", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a refresh never fails", e);
        }
        var problem = entry.problem();
        var copy = entry.copy();
        if (problem == null && copy != null) {
            counters.add(CacheEvent.MISS, key.name());
            return copy.prompt();
        }
        return rescue(
                key, problem == null ? new MaruUnavailableException("there is no answer", null) : problem, options);
    }

    private Prompt rescue(PromptKey key, MaruException problem, PromptOptions options) {
        if (cache.keeps(problem)) {
            var copy = lastGood(key);
            if (copy != null) {
                return stale(key, copy);
            }
        }
        var fallback = options.fallback();
        if (fallback != null) {
            counters.add(CacheEvent.FALLBACK, key.name());
            return Prompt.fallback(key.name(), fallback);
        }
        throw problem.again();
    }

    private @Nullable Copy lastGood(PromptKey key) {
        var entry = cache.use(key);
        if (entry != null && entry.copy() != null) {
            return entry.copy();
        }
        var copies = disk;
        var saved = copies == null ? null : copies.read(key);
        if (saved != null) {
            cache.adopt(key, saved);
        }
        return saved;
    }

    private Prompt stale(PromptKey key, Copy copy) {
        counters.add(copy.fromDisk() ? CacheEvent.DISK : CacheEvent.STALE, key.name());
        return copy.stale();
    }

    private void refreshInBackground(PromptKey key, CacheEntry entry, long now) {
        if (entry.mayAsk(now)) {
            var unused = run(cache.begin(key, entry));
        }
    }

    /** Asks Maru, unless that is under way already. */
    CompletableFuture<CacheEntry> refresh(PromptKey key) {
        return run(cache.begin(key));
    }

    private CompletableFuture<CacheEntry> run(PromptCache.Begun begun) {
        var refresh = begun.refresh();
        if (begun.isNew()) {
            var unused = ask(refresh).thenAccept(outcome -> end(refresh, outcome));
        }
        return refresh.done();
    }

    /** Whatever goes wrong ends in an outcome: a refresh that never ended would be the last of its key. */
    private CompletableFuture<FetchOutcome> ask(Refresh refresh) {
        try {
            return http.fetch(refresh.key(), refresh.known()).exceptionally(PromptLoader::broken);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(broken(e));
        }
    }

    private static FetchOutcome broken(Throwable cause) {
        return new FetchOutcome.Failed(new MaruUnavailableException("the request could not be made: " + cause, cause));
    }

    private void end(Refresh refresh, FetchOutcome outcome) {
        var key = refresh.key();
        try {
            // Before the next refresh of this key can begin, so that the older copy never lands on the newer one.
            save(key, outcome);
        } catch (RuntimeException e) {
            // A disk of an odd kind must not keep this key from ever being refreshed again.
            LOG.log(System.Logger.Level.WARNING, "no copy of the prompt " + key + " on disk", e);
            counters.add(CacheEvent.ERROR, key.name(), e);
        }
        var entry = cache.finish(refresh, outcome);
        count(key, entry, outcome);
        refresh.done().complete(entry);
        if (entry.isOutdated() && entry.problem() == null) {
            var unused = refresh(key);
        }
    }

    private void save(PromptKey key, FetchOutcome outcome) {
        var copies = disk;
        if (copies == null) {
            return;
        }
        if (outcome instanceof FetchOutcome.Found found) {
            copies.write(key, found.copy().prompt().etag(), found.json());
        } else if (outcome instanceof FetchOutcome.NotModified) {
            copies.confirm(key);
        } else if (outcome instanceof FetchOutcome.Failed failed
                && failed.problem() instanceof PromptNotFoundException
                && !cache.keeps(failed.problem())) {
            copies.delete(key);
        }
    }

    private void count(PromptKey key, CacheEntry entry, FetchOutcome outcome) {
        if (outcome instanceof FetchOutcome.Failed failed) {
            boolean isGone = failed.problem() instanceof PromptNotFoundException;
            counters.add(isGone ? CacheEvent.NOT_FOUND : CacheEvent.ERROR, key.name(), failed.problem());
            // The first of a series; the others say the same.
            var level = entry.failures() == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
            LOG.log(
                    level,
                    () -> "cannot refresh the prompt " + key + ": "
                            + failed.problem().getMessage());
        } else {
            counters.add(
                    outcome instanceof FetchOutcome.Found ? CacheEvent.UPDATED : CacheEvent.REVALIDATED, key.name());
        }
    }
}
