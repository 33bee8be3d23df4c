package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitScopeTest {
    private final ProjectId project = ProjectId.next();
    private final ApiKeyId key = ApiKeyId.next();

    private boolean holds(LimitScope scope) {
        return scope.holdsFor(project, key, null, Set.of("a/one", "b/two"), Map.of("team", "search", "empty", ""));
    }

    @Test
    void holdsForCallsThatMatchAllOfItsParts() {
        assertThat(holds(LimitScope.TENANT)).isTrue();
        assertThat(holds(new LimitScope(project, key, null, "b/two", "team", "search")))
                .isTrue();
        assertThat(holds(new LimitScope(project, null, null, null, "team", null)))
                .isTrue();
        assertThat(holds(new LimitScope(null, null, null, null, "empty", ""))).isTrue();
        assertThat(holds(new LimitScope(ProjectId.next(), key, null, null, null, null)))
                .isFalse();
        assertThat(holds(new LimitScope(project, ApiKeyId.next(), null, null, null, null)))
                .isFalse();
        assertThat(holds(new LimitScope(null, null, UserId.next(), null, null, null)))
                .isFalse();
        assertThat(holds(new LimitScope(null, null, null, "a/two", null, null))).isFalse();
        assertThat(holds(new LimitScope(null, null, null, null, "team", "sales")))
                .isFalse();
        assertThat(holds(new LimitScope(null, null, null, null, "other", null))).isFalse();
    }

    @Test
    void refusesWhatNoCallCanMatch() {
        assertThatThrownBy(() -> new LimitScope(null, key, UserId.next(), null, null, null))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> new LimitScope(null, null, null, "unqualified", null, null))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> new LimitScope(null, null, null, null, null, "value"))
                .isInstanceOf(PlatformException.class);
    }
}
