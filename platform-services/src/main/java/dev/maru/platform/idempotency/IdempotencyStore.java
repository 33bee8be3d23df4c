package dev.maru.platform.idempotency;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.secret.SecretContext;
import dev.maru.platform.secret.SecretVault;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for 24 hours what a write with an Idempotency-Key answered, per tenant and actor. Answers are sealed: one may
 * hold the only copy of a secret that there ever is.
 */
public final class IdempotencyStore {
    static final Duration KEPT = Duration.ofHours(24);

    /** A request that has not answered by then died with its replica, and its key is free again. */
    static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private final TenantDb db;
    private final SystemDb system;
    private final IdempotencyRepository repository = new IdempotencyRepository();
    private final SecretVault vault;
    private final Clock clock;

    IdempotencyStore(TenantDb db, SystemDb system, SecretVault vault, Clock clock) {
        this.db = db;
        this.system = system;
        this.vault = vault;
        this.clock = clock;
    }

    /** Claims a key for a request; whoever gets {@link Claim.New} must {@link #finish} or {@link #abandon} it. */
    public Claim claim(TenantId tenant, String actor, String key, byte[] requestHash) {
        var owner = new IdempotencyRepository.Owner(actor, key);
        var now = clock.instant();
        Claim claim = db.inTenant(tenant, tx -> {
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
        return claim instanceof Claim.Answered(var sealed)
                ? new Claim.Answered(sealed.with(vault.open(tenant, context(owner), sealed.body())))
                : claim;
    }

    /** Keeps the answer to a claimed request. */
    public void finish(TenantId tenant, String actor, String key, Answer answer) {
        var owner = new IdempotencyRepository.Owner(actor, key);
        db.runInTenant(
                tenant, tx -> repository.answer(tx, owner, answer.with(vault.seal(tx, context(owner), answer.body()))));
    }

    private static SecretContext context(IdempotencyRepository.Owner owner) {
        return new SecretContext("platform.idempotency", owner.actor() + " " + owner.key(), "answer", "");
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
    public record Answer(int status, @Nullable String contentType, byte[] body) {
        private Answer with(byte[] other) {
            return new Answer(status, contentType, other);
        }
    }
}
