package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.cache.CacheStats;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The answers that a project keeps to give them again. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects/{project}/cache")
class CacheController {
    private static final int MOST_DAYS = 90;

    private final CacheService cache;

    CacheController(CacheService cache) {
        this.cache = cache;
    }

    record WirePolicy(
            @Nullable String mode,
            @Nullable Boolean onRequest,
            @Nullable Long ttlSeconds,
            @Nullable String scope,
            @Nullable String embeddingModel,
            @Nullable String minSimilarity,
            @Nullable Long version) {
        static WirePolicy of(CachePolicy policy) {
            return new WirePolicy(
                    policy.mode().wireName(),
                    policy.onRequest(),
                    policy.ttl().toSeconds(),
                    policy.scope().wireName(),
                    policy.embeddingModel(),
                    policy.minSimilarity().toPlainString(),
                    policy.version());
        }

        CachePolicy policy() {
            return new CachePolicy(
                    Fields.choice(
                            "mode",
                            Fields.required("mode", mode),
                            CachePolicy.Mode::ofWireName,
                            "off, exact or semantic"),
                    Objects.requireNonNullElse(onRequest, CachePolicy.OFF.onRequest()),
                    ttlSeconds == null ? CachePolicy.OFF.ttl() : Duration.ofSeconds(ttlSeconds),
                    scope == null
                            ? CachePolicy.OFF.scope()
                            : Fields.choice("scope", scope, CachePolicy.Scope::ofWireName, "project or key"),
                    embeddingModel,
                    minSimilarity == null
                            ? CachePolicy.OFF.minSimilarity()
                            : Fields.choice("minSimilarity", minSimilarity, BigDecimal::new, "a number as text"),
                    Fields.required("version", version));
        }
    }

    /** @param hitRate null if nobody looked */
    record WireStats(
            long answers,
            long bytes,
            long hits,
            long misses,
            @Nullable Double hitRate,
            long savedTokens,
            String savedCost,
            String currency) {
        static WireStats of(CacheStats stats) {
            return new WireStats(
                    stats.answers(),
                    stats.bytes(),
                    stats.hits(),
                    stats.misses(),
                    stats.hitRate(),
                    stats.savedTokens(),
                    stats.savedCost().toPlainString(),
                    stats.currency());
        }
    }

    record WirePurge(int purged) {}

    @GetMapping
    WirePolicy policy(Caller caller) {
        return WirePolicy.of(cache.policy(caller));
    }

    @PutMapping
    WirePolicy set(Caller caller, @RequestBody WirePolicy body) {
        return WirePolicy.of(cache.set(caller, body.policy()));
    }

    @GetMapping("/stats")
    WireStats stats(Caller caller, @RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw PlatformException.invalid("days", "from 1 to " + MOST_DAYS);
        }
        return WireStats.of(cache.stats(caller, Duration.ofDays(days)));
    }

    @DeleteMapping("/answers")
    WirePurge purge(Caller caller) {
        return new WirePurge(cache.purge(caller));
    }
}
