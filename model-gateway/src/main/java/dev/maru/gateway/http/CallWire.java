package dev.maru.gateway.http;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallStats;
import dev.maru.gateway.guard.GuardFinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls on the wire. */
final class CallWire {
    private CallWire() {}

    record WireTokens(
            long uncachedInput,
            long cacheRead,
            long cacheWrite,
            long cacheWriteLong,
            long audioInput,
            long output,
            long reasoning,
            long audioOutput) {
        static WireTokens of(TokenCounts tokens) {
            return new WireTokens(
                    tokens.uncachedInput(),
                    tokens.cacheRead(),
                    tokens.cacheWrite(),
                    tokens.cacheWriteLong(),
                    tokens.audioInput(),
                    tokens.output(),
                    tokens.reasoning(),
                    tokens.audioOutput());
        }
    }

    record WireCall(
            String id,
            Instant startedAt,
            String origin,
            @Nullable String apiKeyId,
            @Nullable String userId,
            String requestedModel,
            @Nullable String model,
            @Nullable String promptName,
            @Nullable Integer promptVersion,
            @Nullable String promptLabel,
            boolean streamed,
            String outcome,
            int status,
            @Nullable String errorCode,
            int attempts,
            WireTokens tokens,
            String usageState,
            @Nullable String cost,
            @Nullable String currency,
            @Nullable Long firstTokenMs,
            long durationMs,
            @Nullable String cache) {
        static WireCall of(CallListItem call) {
            return new WireCall(
                    call.id().toString(),
                    call.startedAt(),
                    call.origin().wireName(),
                    call.apiKeyId() == null ? null : call.apiKeyId().toString(),
                    call.userId() == null ? null : call.userId().toString(),
                    call.requestedModel(),
                    call.model(),
                    call.promptName(),
                    call.promptVersion(),
                    call.promptLabel(),
                    call.streamed(),
                    call.outcome().wireName(),
                    call.status(),
                    call.errorCode(),
                    call.attempts(),
                    WireTokens.of(call.tokens()),
                    call.usageState().wireName(),
                    Decimals.plain(call.cost()),
                    call.currency(),
                    call.firstTokenMs(),
                    call.durationMs(),
                    call.cache() == null ? null : call.cache().wireName());
        }
    }

    record WireCalls(List<WireCall> items, @Nullable String nextCursor) {}

    record WireAttempt(
            int number,
            String model,
            String connection,
            @Nullable String keyName,
            @Nullable String reason,
            @Nullable Integer status,
            String outcome,
            @Nullable String errorClass,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            @Nullable String upstreamRequestId,
            Instant dispatchedAt,
            @Nullable Long firstTokenMs,
            @Nullable Long durationMs) {
        static WireAttempt of(CallDetail.Attempt attempt) {
            return new WireAttempt(
                    attempt.number(),
                    attempt.model(),
                    attempt.connectionSlug(),
                    attempt.keyName(),
                    attempt.reason(),
                    attempt.status(),
                    attempt.outcome(),
                    attempt.errorClass(),
                    attempt.errorCode(),
                    attempt.errorMessage(),
                    attempt.upstreamRequestId(),
                    attempt.dispatchedAt(),
                    attempt.firstTokenMs(),
                    attempt.durationMs());
        }
    }

    record WireLedgerEntry(
            int attempt,
            int correction,
            String model,
            WireTokens tokens,
            String state,
            @Nullable String priceId,
            @Nullable String cost,
            @Nullable String currency,
            Instant at) {
        static WireLedgerEntry of(CallDetail.LedgerEntry entry) {
            return new WireLedgerEntry(
                    entry.attempt(),
                    entry.correction(),
                    entry.model(),
                    WireTokens.of(entry.tokens()),
                    entry.state().wireName(),
                    entry.priceId() == null ? null : entry.priceId().toString(),
                    Decimals.plain(entry.cost()),
                    entry.currency(),
                    entry.at());
        }
    }

    record WireSaved(long tokens, @Nullable String cost) {
        static @Nullable WireSaved of(CallDetail.@Nullable Saved saved) {
            return saved == null ? null : new WireSaved(saved.tokens(), Decimals.plain(saved.cost()));
        }
    }

    record WireGuardFinding(
            String guardrail, String name, String check, String stage, String action, String kind, int count) {
        static WireGuardFinding of(GuardFinding finding) {
            return new WireGuardFinding(
                    finding.guardrail(),
                    finding.name(),
                    finding.check(),
                    finding.stage(),
                    finding.action(),
                    finding.kind(),
                    finding.count());
        }
    }

    record WirePayload(String request, @Nullable String response, boolean truncated) {}

    record WireCallDetail(
            WireCall call,
            String protocol,
            @Nullable String errorMessage,
            @Nullable String endUser,
            @Nullable String route,
            @Nullable String promptId,
            @Nullable String promptVariant,
            @Nullable String traceId,
            @Nullable String clientRequestId,
            @Nullable String sessionId,
            @Nullable Long overheadUs,
            @Nullable WireSaved saved,
            Map<String, String> tags,
            List<WireAttempt> attempts,
            List<WireLedgerEntry> ledger,
            List<WireGuardFinding> guardrails,
            @Nullable WirePayload payload) {
        static WireCallDetail of(CallDetail detail) {
            var payload = detail.payload();
            return new WireCallDetail(
                    WireCall.of(detail.call()),
                    detail.protocol(),
                    detail.errorMessage(),
                    detail.endUser(),
                    detail.route(),
                    detail.promptId() == null ? null : detail.promptId().toString(),
                    detail.promptVariant(),
                    detail.traceId(),
                    detail.clientRequestId(),
                    detail.sessionId(),
                    detail.overheadUs(),
                    WireSaved.of(detail.saved()),
                    detail.tags(),
                    detail.attempts().stream().map(WireAttempt::of).toList(),
                    detail.ledger().stream().map(WireLedgerEntry::of).toList(),
                    detail.guardrails().stream().map(WireGuardFinding::of).toList(),
                    payload == null
                            ? null
                            : new WirePayload(payload.request(), payload.response(), payload.truncated()));
        }
    }

    record WireBucket(
            Instant from,
            long calls,
            long errors,
            long tokens,
            String cost,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms) {}

    record WireStats(
            long calls,
            long errors,
            long unpriced,
            long tokens,
            String cost,
            String currency,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms,
            List<WireBucket> buckets) {
        static WireStats of(CallStats stats) {
            return new WireStats(
                    stats.calls(),
                    stats.errors(),
                    stats.unpriced(),
                    stats.tokens(),
                    Objects.requireNonNull(Decimals.plain(stats.cost())),
                    stats.currency(),
                    stats.p50Ms(),
                    stats.p95Ms(),
                    stats.buckets().stream()
                            .map(bucket -> new WireBucket(
                                    bucket.from(),
                                    bucket.calls(),
                                    bucket.errors(),
                                    bucket.tokens(),
                                    Objects.requireNonNull(Decimals.plain(bucket.cost())),
                                    bucket.p50Ms(),
                                    bucket.p95Ms()))
                            .toList());
        }
    }
}
