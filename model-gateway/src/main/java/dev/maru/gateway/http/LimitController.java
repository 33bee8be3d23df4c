package dev.maru.gateway.http;

import dev.maru.core.id.LimitId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.limit.LimitUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The limits of a tenant. */
@RestController
@RequestMapping("/api/tenants/{tenant}/limits")
class LimitController {
    private final LimitService limits;

    LimitController(LimitService limits) {
        this.limits = limits;
    }

    /** @param left over all replicas; null if the limit is off, or Redis is away and the one that answers has not met it */
    record WireLimit(
            String id,
            long version,
            WireScope scope,
            String kind,
            @Nullable Long windowSeconds,
            long amount,
            @Nullable Long left,
            boolean enabled,
            Instant createdAt) {
        static WireLimit of(LimitUse use) {
            var limit = use.limit();
            return new WireLimit(
                    limit.id().toString(),
                    limit.version(),
                    WireScope.of(limit.scope()),
                    limit.kind().wireName(),
                    limit.window().isZero() ? null : limit.window().toSeconds(),
                    limit.amount(),
                    use.left(),
                    limit.enabled(),
                    limit.createdAt());
        }
    }

    record WireLimits(List<WireLimit> items) {}

    record WireNewLimit(
            @Nullable WireScope scope,
            @Nullable String kind,
            @Nullable Long windowSeconds,
            @Nullable Long amount,
            @Nullable Boolean enabled) {}

    record WireLimitChange(
            @Nullable Long version,
            @Nullable Long amount,
            @Nullable Boolean enabled) {}

    @GetMapping
    WireLimits list(Caller caller) {
        return new WireLimits(limits.list(caller).stream().map(WireLimit::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireLimit create(Caller caller, @RequestBody WireNewLimit body) {
        return WireLimit.of(limits.create(
                caller,
                WireScope.scope(body.scope()),
                Fields.choice(
                        "kind",
                        Fields.required("kind", body.kind()),
                        LimitKind::ofWireName,
                        "requests, input_tokens, output_tokens, tokens or concurrency"),
                body.windowSeconds() == null ? Duration.ZERO : Duration.ofSeconds(body.windowSeconds()),
                Fields.required("amount", body.amount()),
                !Boolean.FALSE.equals(body.enabled())));
    }

    @PatchMapping("/{id}")
    WireLimit update(Caller caller, @PathVariable String id, @RequestBody WireLimitChange body) {
        return WireLimit.of(limits.update(
                caller,
                PathIds.read(LimitId::parse, id),
                Fields.required("version", body.version()),
                body.amount(),
                body.enabled()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        limits.delete(caller, PathIds.read(LimitId::parse, id));
    }
}
