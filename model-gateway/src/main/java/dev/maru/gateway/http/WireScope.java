package dev.maru.gateway.http;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.limit.LimitScope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which calls a limit or a budget holds for; without any of its fields for all of the tenant. */
record WireScope(
        @Nullable String project,
        @Nullable String key,
        @Nullable String member,
        @Nullable String model,
        @Nullable String tagName,
        @Nullable String tagValue) {
    static WireScope of(LimitScope scope) {
        return new WireScope(
                text(scope.project()),
                text(scope.apiKey()),
                text(scope.member()),
                scope.model(),
                scope.tagName(),
                scope.tagValue());
    }

    static LimitScope scope(@Nullable WireScope wire) {
        return wire == null
                ? LimitScope.TENANT
                : new LimitScope(
                        id("project", ProjectId::parse, wire.project),
                        id("key", ApiKeyId::parse, wire.key),
                        id("member", UserId::parse, wire.member),
                        wire.model,
                        wire.tagName,
                        wire.tagValue);
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static <T> @Nullable T id(String field, Function<String, T> parser, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid("scope." + field, "is not an id of the right kind");
        }
    }
}
