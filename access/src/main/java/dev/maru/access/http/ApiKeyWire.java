package dev.maru.access.http;

import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyData;
import dev.maru.access.IpRange;
import dev.maru.access.IssuedApiKey;
import dev.maru.core.id.Id;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API key on the wire.
 *
 * @param secret only in the answer that made it
 */
record ApiKeyWire(
        String id,
        String name,
        String prefix,
        List<String> scopes,
        List<String> models,
        List<String> ipRanges,
        @Nullable Instant expiresAt,
        String createdBy,
        Instant createdAt,
        @Nullable Instant revokedAt,
        @Nullable String rotatedFrom,
        @Nullable String rotatedTo,
        @Nullable Instant lastUsedAt,
        @Nullable String secret) {
    static ApiKeyWire of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyWire of(IssuedApiKey issued) {
        return of(issued.key(), issued.secret());
    }

    private static ApiKeyWire of(ApiKey key, @Nullable String secret) {
        var data = key.data();
        return new ApiKeyWire(
                key.id().toString(),
                data.name(),
                key.prefix(),
                data.scopes().stream().map(Scope::wireName).sorted().toList(),
                data.models().stream().sorted().toList(),
                data.ipRanges().stream().map(IpRange::value).sorted().toList(),
                data.expiresAt(),
                key.createdBy(),
                key.createdAt(),
                key.revokedAt(),
                text(key.rotatedFrom()),
                text(key.rotatedTo()),
                key.lastUsedAt(),
                secret);
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.toString();
    }

    record Create(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable List<String> models,
            @Nullable List<String> ipRanges,
            @Nullable String expiresAt) {
        ApiKeyData toData() {
            return new ApiKeyData(
                    WireText.required("name", name),
                    given(scopes).stream().map(Create::scope).collect(Collectors.toSet()),
                    Set.copyOf(given(models)),
                    given(ipRanges).stream().map(IpRange::new).collect(Collectors.toSet()),
                    WireText.time("expiresAt", expiresAt));
        }

        private static Scope scope(String name) {
            return Scope.ofWireName(name)
                    .orElseThrow(() -> PlatformException.invalid("scopes", "there is no scope " + name));
        }

        private static List<String> given(@Nullable List<String> values) {
            return values == null ? List.of() : values.stream().distinct().toList();
        }
    }

    /** @param overlap an ISO 8601 duration such as {@code PT24H} */
    record Rotate(@Nullable String overlap) {}
}
