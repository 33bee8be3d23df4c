package dev.maru.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator can set at the edge.
 *
 * @param limits how large a request may be
 * @param launcherToken what {@code ./maru} shows to make keys of the sample project; without it nobody can that way
 */
@ConfigurationProperties("maru")
record EdgeSettings(@DefaultValue Limits limits, @Nullable String launcherToken) {
    /**
     * @param body the largest body of a request
     * @param modelCallBody the largest body of a model call, which may carry images
     */
    record Limits(
            @DefaultValue("10MB") DataSize body,
            @DefaultValue("64MB") DataSize modelCallBody) {}

    /** Without the token, so that it may be logged. */
    @Override
    public String toString() {
        return "EdgeSettings[limits=" + limits + "]";
    }
}
