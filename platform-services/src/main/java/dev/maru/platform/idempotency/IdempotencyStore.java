package dev.maru.platform.idempotency;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers for 24 hours what a write with an Idempotency-Key answered, per tenant and actor. */
public final class IdempotencyStore {
    static final Duration KEPT = Duration.ofHours(24);

    /** A request that has not answered by then died with its replica, and its key is free again. */
    static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private final TenantDb db;
    private final SystemDb system;
    private final IdempotencyRepository repository = new IdempotencyRepository();
    private final Clock clock;

    IdempotencyStore(TenantDb db, SystemDb system, Clock clock) {
        this.db = db;
        this.system = system;
        this.clock = clock;
    }

    /** Claims a key for a request; whoever gets {@link Claim.New} must {@link #finish} or {@link #abandon} it. */
    public Claim claim(TenantId tenant, String actor, String key, byte[] requestHash) {
        var owner = new IdempotencyRepository.Owner(actor, key);
        var now = clock.instant();
        return db.inTenant(tenant, tx -> {
            repository.deleteOld(tx, owner, now.minus(KEPT), now.minus(LONGEST_REQUEST));
            if (repository.insert(tx, owner, requestHash, now)) {
                return new Claim.New();
            }
            var known = repository.get(tx, owner);
            if (!Arrays.equals(known.requestHash(), requestHash)) {
                return new Claim.Different();
            }
            var answer = known.answer();
            return answer == null ? new Claim.Running() : new Claim.Answered(answer);
        });
    }

    /** Keeps the answer to a claimed request. */
    public void finish(TenantId tenant, String actor, String key, Answer answer) {
        db.runInTenant(tenant, tx -> repository.answer(tx, new IdempotencyRepository.Owner(actor, key), answer));
    }

    /** Frees a key whose request failed in a way that a repetition may mend. */
    public void abandon(TenantId tenant, String actor, String key) {
        db.runInTenant(tenant, tx -> repository.abandon(tx, new IdempotencyRepository.Owner(actor, key)));
    }

    /** Deletes what is older than a day, of all tenants. */
    void deleteOld() {
        system.runInSystem(tx -> repository.deleteOld(tx, clock.instant().minus(KEPT)));
    }

    /** What a key stands for. */
    public sealed interface Claim {
        /** The key is the caller's now. */
        record New() implements Claim {}

        /** The same request was answered before. */
        record Answered(Answer answer) implements Claim {}

        /** The same request is still running. */
        record Running() implements Claim {}

        /** Another request came with this key. */
        record Different() implements Claim {}
    }

    /** A response as it was sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, @Nullable String contentType, byte[] body) {}
}
