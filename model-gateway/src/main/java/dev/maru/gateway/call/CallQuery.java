package dev.maru.gateway.call;

import static dev.maru.db.gateway.Tables.ATTEMPT;
import static dev.maru.db.gateway.Tables.CALL;
import static dev.maru.db.gateway.Tables.CALL_PAYLOAD;
import static dev.maru.db.gateway.Tables.CALL_TAG;
import static dev.maru.db.gateway.Tables.LEDGER;

import dev.maru.core.id.Ids;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.page.Cursor;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.Origin;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.cache.CacheState;
import dev.maru.gateway.call.CallDetail.Attempt;
import dev.maru.gateway.call.CallDetail.LedgerEntry;
import dev.maru.gateway.call.CallDetail.Payload;
import dev.maru.gateway.call.CallDetail.Saved;
import dev.maru.gateway.guard.GuardFinding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads the calls of a project. */
@Repository
class CallQuery {
    /** Newest first, one more than asked for. */
    List<CallListItem> page(TenantTx tx, ProjectId project, CallFilter filter, @Nullable Cursor after, int limit) {
        return tx.sql()
                .selectFrom(CALL)
                .where(CALL.TENANT_ID.eq(tx.tenant()), CALL.PROJECT_ID.eq(project))
                .and(matches(filter))
                .and(after == null ? DSL.noCondition() : behind(after))
                .orderBy(CALL.STARTED_AT.desc(), CALL.REQUEST_ID.desc())
                .limit(limit + 1)
                .fetch(CallQuery::item);
    }

    static Cursor cursor(CallListItem item) {
        return Cursor.of(item.startedAt().toString(), item.id().toString());
    }

    private static Condition behind(Cursor after) {
        try {
            var at = Instant.parse(after.position().getFirst());
            var id = RequestId.parse(after.position().getLast());
            return CALL.STARTED_AT.lt(at).or(CALL.STARTED_AT.eq(at).and(CALL.REQUEST_ID.lt(id)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "cursor: use the nextCursor of the last page", e);
        }
    }

    private static Condition matches(CallFilter filter) {
        var condition = DSL.noCondition();
        if (filter.model() != null) {
            condition = condition.and(CALL.MODEL.eq(filter.model()));
        }
        if (filter.promptName() != null) {
            condition = condition.and(CALL.PROMPT_NAME.eq(filter.promptName()));
        }
        if (filter.apiKeyId() != null) {
            condition = condition.and(CALL.API_KEY_ID.eq(filter.apiKeyId()));
        }
        if (filter.outcome() != null) {
            condition = condition.and(CALL.OUTCOME.eq(filter.outcome().wireName()));
        }
        if (filter.from() != null) {
            condition = condition
                    .and(CALL.STARTED_AT.ge(filter.from()))
                    .and(CALL.DAY.ge(day(filter.from()).minusDays(1)));
        }
        if (filter.to() != null) {
            condition = condition
                    .and(CALL.STARTED_AT.lt(filter.to()))
                    .and(CALL.DAY.le(day(filter.to()).plusDays(1)));
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            var text = filter.text().strip();
            condition = condition.and(CALL.REQUESTED_MODEL
                    .containsIgnoreCase(text)
                    .or(CALL.MODEL.containsIgnoreCase(text))
                    .or(CALL.PROMPT_NAME.containsIgnoreCase(text))
                    .or(CALL.END_USER.containsIgnoreCase(text))
                    .or(CALL.ERROR_MESSAGE.containsIgnoreCase(text)));
        }
        return condition;
    }

    Optional<CallDetail> find(TenantTx tx, ProjectId project, RequestId id, boolean withPayload, LocalDate today) {
        var day = day(Instant.ofEpochMilli(Ids.unixMillis(id.value())));
        return tx.sql()
                .selectFrom(CALL)
                .where(
                        CALL.TENANT_ID.eq(tx.tenant()),
                        CALL.PROJECT_ID.eq(project),
                        CALL.DAY.eq(day),
                        CALL.REQUEST_ID.eq(id))
                .fetchOptional(row -> new CallDetail(
                        item(row),
                        row.get(CALL.PROTOCOL),
                        row.get(CALL.ERROR_MESSAGE),
                        row.get(CALL.END_USER),
                        row.get(CALL.ROUTE),
                        row.get(CALL.PROMPT_ID),
                        row.get(CALL.PROMPT_VARIANT),
                        row.get(CALL.TRACE_ID),
                        row.get(CALL.CLIENT_REQUEST_ID),
                        row.get(CALL.SESSION_ID),
                        row.get(CALL.OVERHEAD_US),
                        saved(row),
                        tags(tx, project, id, day),
                        attempts(tx, project, id, day),
                        ledger(tx, id, day),
                        guardrails(row.get(CALL.GUARDRAILS)),
                        withPayload ? payload(tx, project, id, today) : null));
    }

    private static List<GuardFinding> guardrails(@Nullable JSONB json) {
        return json == null ? List.of() : List.of(JsonMapper.shared().readValue(json.data(), GuardFinding[].class));
    }

    private static Map<String, String> tags(TenantTx tx, ProjectId project, RequestId id, LocalDate day) {
        return tx.sql()
                .selectFrom(CALL_TAG)
                .where(
                        CALL_TAG.TENANT_ID.eq(tx.tenant()),
                        CALL_TAG.PROJECT_ID.eq(project),
                        CALL_TAG.DAY.eq(day),
                        CALL_TAG.REQUEST_ID.eq(id))
                .fetchMap(CALL_TAG.NAME, CALL_TAG.VALUE);
    }

    private static List<Attempt> attempts(TenantTx tx, ProjectId project, RequestId id, LocalDate day) {
        return tx.sql()
                .selectFrom(ATTEMPT)
                .where(
                        ATTEMPT.TENANT_ID.eq(tx.tenant()),
                        ATTEMPT.PROJECT_ID.eq(project),
                        ATTEMPT.DAY.eq(day),
                        ATTEMPT.REQUEST_ID.eq(id))
                .orderBy(ATTEMPT.ATTEMPT_)
                .fetch(CallQuery::attempt);
    }

    static Attempt attempt(Record row) {
        return new Attempt(
                row.get(ATTEMPT.ATTEMPT_),
                row.get(ATTEMPT.MODEL),
                row.get(ATTEMPT.CONNECTION_SLUG),
                row.get(ATTEMPT.KEY_NAME),
                row.get(ATTEMPT.REASON),
                row.get(ATTEMPT.STATUS),
                row.get(ATTEMPT.OUTCOME),
                row.get(ATTEMPT.ERROR_CLASS),
                row.get(ATTEMPT.ERROR_CODE),
                row.get(ATTEMPT.ERROR_MESSAGE),
                row.get(ATTEMPT.UPSTREAM_REQUEST_ID),
                row.get(ATTEMPT.DISPATCHED_AT),
                row.get(ATTEMPT.FIRST_TOKEN_MS),
                row.get(ATTEMPT.DURATION_MS));
    }

    private static List<LedgerEntry> ledger(TenantTx tx, RequestId id, LocalDate day) {
        return tx.sql()
                .selectFrom(LEDGER)
                .where(LEDGER.TENANT_ID.eq(tx.tenant()), LEDGER.DAY.eq(day), LEDGER.REQUEST_ID.eq(id))
                .orderBy(LEDGER.ATTEMPT, LEDGER.CORRECTION)
                .fetch(row -> new LedgerEntry(
                        row.get(LEDGER.ATTEMPT),
                        row.get(LEDGER.CORRECTION),
                        row.get(LEDGER.MODEL),
                        new TokenCounts(
                                row.get(LEDGER.UNCACHED_INPUT_TOKENS),
                                row.get(LEDGER.CACHE_READ_TOKENS),
                                row.get(LEDGER.CACHE_WRITE_TOKENS),
                                row.get(LEDGER.CACHE_WRITE_LONG_TOKENS),
                                row.get(LEDGER.AUDIO_INPUT_TOKENS),
                                row.get(LEDGER.OUTPUT_TOKENS),
                                row.get(LEDGER.REASONING_TOKENS),
                                row.get(LEDGER.AUDIO_OUTPUT_TOKENS)),
                        UsageState.ofWireName(row.get(LEDGER.STATE)),
                        row.get(LEDGER.PRICE_ID),
                        row.get(LEDGER.COST),
                        row.get(LEDGER.CURRENCY),
                        row.get(LEDGER.AT)));
    }

    private static @Nullable Payload payload(TenantTx tx, ProjectId project, RequestId id, LocalDate today) {
        return tx.sql()
                .selectFrom(CALL_PAYLOAD)
                .where(
                        CALL_PAYLOAD.TENANT_ID.eq(tx.tenant()),
                        CALL_PAYLOAD.PROJECT_ID.eq(project),
                        CALL_PAYLOAD.REQUEST_ID.eq(id),
                        CALL_PAYLOAD.EXPIRES_ON.ge(today))
                .fetchAny(row -> new Payload(
                        new String(row.get(CALL_PAYLOAD.REQUEST), StandardCharsets.UTF_8),
                        text(row.get(CALL_PAYLOAD.RESPONSE)),
                        row.get(CALL_PAYLOAD.TRUNCATED)));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static CallListItem item(Record row) {
        return new CallListItem(
                row.get(CALL.REQUEST_ID),
                row.get(CALL.STARTED_AT),
                Origin.ofWireName(row.get(CALL.ORIGIN)),
                row.get(CALL.API_KEY_ID),
                row.get(CALL.USER_ID),
                row.get(CALL.REQUESTED_MODEL),
                row.get(CALL.MODEL),
                row.get(CALL.PROMPT_NAME),
                row.get(CALL.PROMPT_VERSION),
                row.get(CALL.PROMPT_LABEL),
                row.get(CALL.STREAMED),
                CallOutcome.ofWireName(row.get(CALL.OUTCOME)),
                row.get(CALL.STATUS),
                row.get(CALL.ERROR_CODE),
                row.get(CALL.ATTEMPTS),
                new TokenCounts(
                        row.get(CALL.UNCACHED_INPUT_TOKENS),
                        row.get(CALL.CACHE_READ_TOKENS),
                        row.get(CALL.CACHE_WRITE_TOKENS),
                        row.get(CALL.CACHE_WRITE_LONG_TOKENS),
                        row.get(CALL.AUDIO_INPUT_TOKENS),
                        row.get(CALL.OUTPUT_TOKENS),
                        row.get(CALL.REASONING_TOKENS),
                        row.get(CALL.AUDIO_OUTPUT_TOKENS)),
                UsageState.ofWireName(row.get(CALL.USAGE_STATE)),
                row.get(CALL.COST),
                row.get(CALL.CURRENCY),
                row.get(CALL.FIRST_TOKEN_MS),
                row.get(CALL.DURATION_MS),
                state(row.get(CALL.CACHE)));
    }

    private static @Nullable CacheState state(@Nullable String name) {
        return name == null ? null : CacheState.ofWireName(name);
    }

    private static @Nullable Saved saved(Record row) {
        var tokens = row.get(CALL.SAVED_TOKENS);
        return tokens == null ? null : new Saved(tokens, row.get(CALL.SAVED_COST), row.get(CALL.CURRENCY));
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
