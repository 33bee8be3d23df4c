package dev.maru.gateway.spool;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.gateway.Origin;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a call before its first attempt and cannot be filled in later. */
public record CallFacts(
        TenantId tenant,
        ProjectId project,
        RequestId requestId,
        Origin origin,
        @Nullable ApiKeyId apiKeyId,
        @Nullable UserId userId,
        @Nullable String endUser,
        String protocol,
        String requestedModel,
        @Nullable PromptId promptId,
        @Nullable String promptName,
        @Nullable Integer promptVersion,
        @Nullable String promptLabel,
        @Nullable String promptVariant,
        @Nullable String route,
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String parentSpanId,
        @Nullable String clientRequestId,
        @Nullable String sessionId,
        boolean streamed,
        Instant startedAt,
        Map<String, String> tags) {
    public CallFacts {
        tags = Map.copyOf(tags);
    }
}
