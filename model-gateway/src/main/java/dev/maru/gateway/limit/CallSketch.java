package dev.maru.gateway.limit;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that somebody may make, as limits and budgets see it.
 *
 * @param models the qualified names of those that may answer it; with none, only what holds for every model holds for it
 */
public record CallSketch(
        @Nullable ProjectId project,
        @Nullable ApiKeyId key,
        @Nullable UserId member,
        Set<String> models,
        Map<String, String> tags) {
    public CallSketch {
        models = Set.copyOf(models);
        tags = Map.copyOf(tags);
    }

    public boolean isIn(LimitScope scope) {
        return scope.holdsFor(project, key, member, models, tags);
    }
}
