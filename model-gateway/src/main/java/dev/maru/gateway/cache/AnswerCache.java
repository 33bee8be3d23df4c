package dev.maru.gateway.cache;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.CacheControl;
import dev.maru.gateway.CompletionRequest;
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
    private final CacheGuard guard;
    private final Clock clock;

    AnswerCache(
            SnapshotFactory snapshots,
            CachePolicyRepository policies,
            CachedAnswerRepository answers,
            QuestionVectors vectors,
            CacheGuard guard,
            Clock clock) {
        this.policies = snapshots.of(GatewayChange.KIND, policies::ofTenant);
        this.answers = answers;
        this.vectors = vectors;
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

        /**
         * @param keep null if the answer must not be kept
         * @param embeddedNanos how long a model was asked for the meaning of the question, 0 if none was
         */
        record Miss(@Nullable Keep keep, long embeddedNanos) implements Look {}
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
    public Look look(
            Caller caller, CompletionRequest request, boolean unasked, Supplier<@Nullable CacheQuestion> question) {
        var policy = policy(caller);
        var control = request.cache();
        if (policy.mode() == CachePolicy.Mode.OFF || !control.asked() && (policy.onRequest() || !unasked)) {
            return new Look.Off();
        }
        var asked = control.read() || control.store() ? question.get() : null;
        if (asked == null) {
            return new Look.Bypass();
        }
        var place = place(caller, control, policy);
        var exact = find(caller, control, tx -> answers.exact(tx, place, asked.digest()));
        if (exact.isPresent()) {
            return new Look.Hit(exact.get());
        }
        // A vector costs money and time: not for a look that must be cheap, nor where it could neither be compared nor
        // kept.
        if (policy.mode() != CachePolicy.Mode.SEMANTIC || control.onlyIfCached() || guard.rests(caller.tenant())) {
            return new Look.Miss(keep(control, policy, place, asked, null), 0);
        }
        var from = System.nanoTime();
        var meaning = meaning(caller, request, policy, asked);
        var took = System.nanoTime() - from;
        if (meaning != null) {
            var similar = find(caller, control, tx -> answers.similar(tx, place, meaning, policy.minSimilarity()));
            if (similar.isPresent()) {
                return new Look.Hit(similar.get());
            }
        }
        return new Look.Miss(keep(control, policy, place, asked, meaning), took);
    }

    private static @Nullable Keep keep(
            CacheControl control, CachePolicy policy, Place place, CacheQuestion asked, @Nullable Meaning meaning) {
        return control.store() ? new Keep(policy, place.audience(), asked.digest(), meaning) : null;
    }

    /** Keeps an answer; at best effort. */
    public void keep(Caller caller, Keep keep, CachedAnswer answer) {
        var project = caller.requireProject();
        var expires = answer.createdAt().plus(keep.policy.ttl());
        guard.run(caller.tenant(), tx -> {
            answers.store(tx, project, keep.audience, keep.digest, keep.meaning, answer, expires);
            return Optional.empty();
        });
    }

    private Optional<CachedAnswer> find(
            Caller caller, CacheControl control, Function<TenantTx, Optional<CachedAnswer>> look) {
        return control.read() ? guard.run(caller.tenant(), look) : Optional.empty();
    }

    private @Nullable Meaning meaning(
            Caller caller, CompletionRequest request, CachePolicy policy, CacheQuestion asked) {
        var model = String.valueOf(policy.embeddingModel());
        var vector = asked.text() == null ? null : vectors.of(caller, request, model, asked.text());
        // A model that begins to answer with longer vectors begins anew: they cannot be compared.
        return vector == null
                ? null
                : new Meaning(CacheQuestion.sha256(asked.context(), model + "/" + vector.length), vector);
    }

    /** A policy that became stricter holds for what is kept already. */
    private Place place(Caller caller, CacheControl control, CachePolicy policy) {
        var project = caller.requireProject();
        var now = clock.instant();
        var audience = policy.scope() == CachePolicy.Scope.PROJECT ? project.value() : owner(caller.actor(), project);
        var oldest = control.maxAge() == null || control.maxAge().compareTo(policy.ttl()) > 0
                ? policy.ttl()
                : control.maxAge();
        return new Place(project, audience, now, now.minus(oldest));
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
