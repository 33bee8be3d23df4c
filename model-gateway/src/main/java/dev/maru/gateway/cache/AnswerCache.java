package dev.maru.gateway.cache;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.CacheControl;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.cache.CachedAnswerRepository.Place;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks for answers and keeps them, on the call path. The only SQL there, and only for projects that cache: a database
 * that is away or slow makes every look a miss, and no call fails for it.
 */
@Component
public class AnswerCache {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

    private final Snapshots<Map<ProjectId, CachePolicy>> policies;
    private final CachedAnswerRepository answers;
    private final QuestionVectors vectors;
    private final TenantDb db;
    private final CacheGuard guard;
    private final Clock clock;

    AnswerCache(
            SnapshotFactory snapshots,
            CachePolicyRepository policies,
            CachedAnswerRepository answers,
            QuestionVectors vectors,
            TenantDb db,
            CacheGuard guard,
            Clock clock) {
        this.policies = snapshots.of(GatewayChange.KIND, policies::ofTenant);
        this.answers = answers;
        this.vectors = vectors;
        this.db = db;
        this.guard = guard;
        this.clock = clock;
    }

    /** What a look came to. */
    public sealed interface Look {
        /** The project does not cache, or not this call. */
        record Off() implements Look {}

        /** The call wants nothing of the cache. */
        record Bypass() implements Look {}

        record Hit(CachedAnswer answer) implements Look {}

        /** @param keep null if the answer must not be kept */
        record Miss(@Nullable Keep keep) implements Look {}
    }

    /** Where an answer that is made now will be found again. */
    public static final class Keep {
        private final CachePolicy policy;
        private final UUID audience;
        private final byte[] digest;
        private final @Nullable Meaning meaning;

        private Keep(CachePolicy policy, UUID audience, byte[] digest, @Nullable Meaning meaning) {
            this.policy = policy;
            this.audience = audience;
            this.digest = digest;
            this.meaning = meaning;
        }
    }

    /**
     * Looks for an answer.
     *
     * @param unasked whether a call that says nothing about the cache may use it
     * @param question is asked only if the project caches; null if the call cannot be
     */
    public Look look(Caller caller, CacheControl control, boolean unasked, Supplier<@Nullable CacheQuestion> question) {
        var policy = policy(caller);
        if (policy.mode() == CachePolicy.Mode.OFF || !control.asked() && (policy.onRequest() || !unasked)) {
            return new Look.Off();
        }
        var asked = control.read() || control.store() ? question.get() : null;
        if (asked == null) {
            return new Look.Bypass();
        }
        var place = place(caller, control, policy.scope());
        var exact = find(caller, control, tx -> answers.exact(tx, place, asked.digest()));
        if (exact.isPresent()) {
            return new Look.Hit(exact.get());
        }
        var meaning = policy.mode() == CachePolicy.Mode.SEMANTIC ? meaning(caller, policy, asked) : null;
        if (meaning != null) {
            var similar = find(caller, control, tx -> answers.similar(tx, place, meaning, policy.minSimilarity()));
            if (similar.isPresent()) {
                return new Look.Hit(similar.get());
            }
        }
        return new Look.Miss(control.store() ? new Keep(policy, place.audience(), asked.digest(), meaning) : null);
    }

    /** Keeps an answer; at best effort. */
    public void keep(Caller caller, Keep keep, CachedAnswer answer) {
        var project = caller.requireProject();
        var expires = answer.createdAt().plus(keep.policy.ttl());
        guard.run(() -> {
            db.runInTenant(
                    caller.tenant(),
                    tx -> answers.store(tx, project, keep.audience, keep.digest, keep.meaning, answer, expires));
            return Optional.empty();
        });
    }

    private Optional<CachedAnswer> find(
            Caller caller, CacheControl control, Function<TenantTx, Optional<CachedAnswer>> look) {
        return control.read() ? guard.run(() -> db.inTenant(caller.tenant(), look)) : Optional.empty();
    }

    private @Nullable Meaning meaning(Caller caller, CachePolicy policy, CacheQuestion asked) {
        var model = String.valueOf(policy.embeddingModel());
        var vector = asked.text() == null ? null : vectors.of(caller, model, asked.text());
        return vector == null ? null : new Meaning(CacheQuestion.sha256(asked.context(), model), vector);
    }

    private Place place(Caller caller, CacheControl control, CachePolicy.Scope scope) {
        var project = caller.requireProject();
        var now = clock.instant();
        var audience = scope == CachePolicy.Scope.PROJECT ? project.value() : owner(caller.actor(), project);
        return new Place(project, audience, now, control.maxAge() == null ? null : now.minus(control.maxAge()));
    }

    private static UUID owner(Actor actor, ProjectId project) {
        return switch (actor) {
            case Actor.Key key -> key.apiKeyId().value();
            case Actor.Person person -> person.userId().value();
            case Actor.Platform _ -> project.value();
        };
    }

    private CachePolicy policy(Caller caller) {
        try {
            return policies.get(caller.tenant()).getOrDefault(caller.requireProject(), CachePolicy.OFF);
        } catch (PlatformException e) {
            LOG.debug("The cache policy of {} is not known, nothing is cached", caller.tenant(), e);
            return CachePolicy.OFF;
        }
    }
}
