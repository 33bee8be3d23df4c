package dev.maru.access;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * API keys in memory by the full digest of their secret, loaded on first use. A change of a tenant's keys makes what is
 * known of them old, and the next use of each loads it again.
 */
@Component
class ApiKeyDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyDirectory.class);
    private static final int LIMIT = 100_000;
    private static final int UNKNOWN_LIMIT = 10_000;
    /** The generation of what must be loaded again at its next use. */
    private static final long OLD = -1;

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

    private final SystemDb db;
    private final ApiKeyRepository keys;
    private final Clock clock;
    private final ConcurrentHashMap<Digest, Entry> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ApiKeyId, Digest> digests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Digest, Instant> unknown = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Digest, CompletableFuture<Optional<KnownKey>>> loading = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final ConcurrentHashMap<TenantId, Long> generations = new ConcurrentHashMap<>();

    ApiKeyDirectory(ChangeFeed feed, SystemDb db, ApiKeyRepository keys, Clock clock) {
        this.db = db;
        this.keys = keys;
        this.clock = clock;
        feed.subscribe(AccessChange.KEYS, this::outdate);
        feed.subscribeToOwn(AccessChange.KEYS, this::outdate);
    }

    /** The key of a digest; {@link CoreError#TEMPORARILY_UNAVAILABLE} if it is not known and cannot be loaded. */
    Optional<KnownKey> find(byte[] digest) {
        return find(new Digest(digest));
    }

    /** A key that was let in before, as it is now. */
    Optional<KnownKey> find(ApiKeyId key) {
        var digest = digests.get(key);
        return digest == null ? Optional.empty() : find(digest);
    }

    /** In this order: whoever finds {@code changes} as before also read a generation from before. */
    private void outdate(TenantId tenant) {
        changes.incrementAndGet();
        generations.merge(tenant, 1L, Long::sum);
    }

    private Optional<KnownKey> find(Digest digest) {
        var entry = known.get(digest);
        if (entry != null && entry.generation == generation(entry.key.tenant())) {
            return Optional.of(entry.key);
        }
        if (entry == null && isKnownToBeUnknown(digest)) {
            return Optional.empty();
        }
        return loadOnce(digest, entry);
    }

    private boolean isKnownToBeUnknown(Digest digest) {
        var since = unknown.get(digest);
        return since != null && clock.instant().isBefore(since.plus(UNKNOWN_FOR));
    }

    /** Lets parallel requests with one key share one load. */
    private Optional<KnownKey> loadOnce(Digest digest, @Nullable Entry old) {
        var mine = new CompletableFuture<Optional<KnownKey>>();
        var theirs = loading.putIfAbsent(digest, mine);
        if (theirs != null) {
            return await(theirs);
        }
        try {
            var loaded = load(digest, old);
            mine.complete(loaded);
            return loaded;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(digest, mine);
        }
    }

    private static Optional<KnownKey> await(CompletableFuture<Optional<KnownKey>> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException e) {
            throw new PlatformException(
                    CoreError.TEMPORARILY_UNAVAILABLE, "The key cannot be checked right now; try again.", e);
        }
    }

    private Optional<KnownKey> load(Digest digest, @Nullable Entry old) {
        // Read before the row: a change that arrives meanwhile makes what is read here old at once.
        long before = changes.get();
        try {
            var found = db.inSystem(tx -> keys.known(tx, digest.bytes));
            found.ifPresentOrElse(key -> remember(digest, key, before), () -> forget(digest));
            return found;
        } catch (RuntimeException e) {
            if (old != null) {
                LOG.warn("a key of {} cannot be loaded again; what is known of it is used", old.key.tenant(), e);
                return Optional.of(old.key);
            }
            throw new PlatformException(
                    CoreError.TEMPORARILY_UNAVAILABLE, "The key cannot be checked right now; try again.", e);
        }
    }

    private void remember(Digest digest, KnownKey key, long before) {
        if (known.size() >= LIMIT) {
            known.clear();
            digests.clear();
        }
        long generation = generation(key.tenant());
        known.put(digest, new Entry(key, changes.get() == before ? generation : OLD));
        digests.put(key.id(), digest);
        unknown.remove(digest);
    }

    private void forget(Digest digest) {
        var entry = known.remove(digest);
        if (entry != null) {
            digests.remove(entry.key.id());
        }
        if (unknown.size() >= UNKNOWN_LIMIT) {
            unknown.clear();
        }
        unknown.put(digest, clock.instant());
    }

    private long generation(TenantId tenant) {
        return generations.getOrDefault(tenant, 0L);
    }

    private record Entry(KnownKey key, long generation) {}

    /** Bytes compared by value. */
    private static final class Digest {
        private final byte[] bytes;

        Digest(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
