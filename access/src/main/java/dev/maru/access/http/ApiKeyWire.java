package dev.maru.access.http;

import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.IpRange;
import dev.maru.access.IssuedApiKey;
import dev.maru.core.page.Page;
import dev.maru.core.page.Paging;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** API keys on the wire. */
final class ApiKeyWire {
    private ApiKeyWire() {}

    record WireApiKey(
            String id,
            long version,
            String project,
            String name,
            String prefix,
            List<String> scopes,
            List<String> models,
            List<String> ipRanges,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            @Nullable String rotatedFrom,
            @Nullable String rotatedTo) {
        static WireApiKey of(ApiKey key) {
            var data = key.data();
            var from = key.rotatedFrom();
            var to = key.rotatedTo();
            return new WireApiKey(
                    key.id().toString(),
                    key.version(),
                    key.project().toString(),
                    data.name(),
                    key.prefix(),
                    data.scopes().stream().map(Scope::wireName).sorted().toList(),
                    data.models().stream().sorted().toList(),
                    data.ipRanges().stream().map(IpRange::value).sorted().toList(),
                    key.createdBy(),
                    key.createdAt(),
                    data.expiresAt(),
                    key.revokedAt(),
                    key.lastUsedAt(),
                    from == null ? null : from.toString(),
                    to == null ? null : to.toString());
        }
    }

    record WireApiKeys(List<WireApiKey> items, @Nullable String nextCursor) {
        static WireApiKeys of(Page<ApiKey> page) {
            return new WireApiKeys(page.items().stream().map(WireApiKey::of).toList(), Paging.next(page));
        }
    }

    /** Models and IP ranges that are left out, or empty lists of them, restrict nothing. */
    record WireNewApiKey(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> models,
            @Nullable List<@Nullable String> ipRanges,
            @Nullable String expiresAt) {
        ApiKeyData data() {
            return new ApiKeyData(
                    Fields.text("name", name),
                    Set.copyOf(Fields.each("scopes", scopes, WireNewApiKey::scope)),
                    Set.copyOf(Fields.each("models", models, Fields::text)),
                    Set.copyOf(Fields.each("ipRanges", ipRanges, (path, range) -> new IpRange(range))),
                    Fields.optionalInstant("expiresAt", expiresAt));
        }

        private static Scope scope(String path, String name) {
            return Scope.ofWireName(name)
                    .orElseThrow(() -> PlatformException.invalid(
                            path,
                            "use one of "
                                    + Stream.of(Scope.values())
                                            .map(Scope::wireName)
                                            .collect(Collectors.joining(", "))));
        }
    }

    /** @param secret is in this one answer and nowhere else */
    record WireIssuedApiKey(WireApiKey key, String secret) {
        static WireIssuedApiKey of(IssuedApiKey issued) {
            return new WireIssuedApiKey(WireApiKey.of(issued.key()), issued.secret());
        }

        @Override
        public String toString() {
            return "WireIssuedApiKey[" + key.id() + "]";
        }
    }

    /** @param overlap how long the old secret keeps working, as an ISO 8601 duration */
    record WireRotation(@Nullable String overlap) {
        Duration wanted() {
            return overlap == null ? ApiKeyService.DEFAULT_OVERLAP : Fields.duration("overlap", overlap);
        }
    }
}
