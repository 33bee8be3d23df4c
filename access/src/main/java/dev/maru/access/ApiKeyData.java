package dev.maru.access;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decides about an API key.
 *
 * @param models the only models it may call; empty means every model of its project
 * @param ipRanges where it may be used from; empty means from anywhere
 * @param expiresAt when it stops working by itself, null for never
 */
public record ApiKeyData(
        String name,
        Set<Scope> scopes,
        Set<String> models,
        Set<IpRange> ipRanges,
        @Nullable Instant expiresAt) {
    private static final int LIMIT = 100;

    public ApiKeyData {
        name = new DisplayName(name).value();
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
        ipRanges = Set.copyOf(ipRanges);
        // As exact as the database keeps it, so that a copy never outlives its original by nanoseconds.
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
        if (scopes.isEmpty()) {
            throw PlatformException.invalid("scopes", "choose at least one");
        }
        if (models.size() > LIMIT || models.stream().anyMatch(model -> model.isBlank() || model.length() > 255)) {
            throw PlatformException.invalid("models", "name at most 100 models of 1 to 255 characters");
        }
        if (ipRanges.size() > LIMIT) {
            throw PlatformException.invalid("ipRanges", "name at most 100 ranges");
        }
    }

    /** A key that may be used from anywhere, with every model, until it is revoked. */
    public static ApiKeyData of(String name, Set<Scope> scopes) {
        return new ApiKeyData(name, scopes, Set.of(), Set.of(), null);
    }

    /** Whether a key with the other data could do nothing that a key with this data cannot. */
    boolean covers(ApiKeyData other) {
        boolean inModels = models.isEmpty() || (!other.models.isEmpty() && models.containsAll(other.models));
        boolean inRanges = ipRanges.isEmpty()
                || (!other.ipRanges.isEmpty()
                        && other.ipRanges.stream()
                                .allMatch(wanted -> ipRanges.stream().anyMatch(range -> range.covers(wanted))));
        boolean inTime = expiresAt == null || (other.expiresAt != null && !other.expiresAt.isAfter(expiresAt));
        return inModels && inRanges && inTime;
    }
}
