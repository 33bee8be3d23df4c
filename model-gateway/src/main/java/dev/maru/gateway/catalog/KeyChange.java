package dev.maru.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A change of one of a connection's keys: null leaves a part as it is.
 *
 * @param version the version that was read
 */
public record KeyChange(
        long version,
        @Nullable String name,
        @Nullable String secret,
        @Nullable Integer weight,
        @Nullable Boolean enabled) {
    @Override
    public String toString() {
        return "KeyChange[" + version + ", " + name + "]";
    }
}
