package dev.maru.gateway.spool;

import dev.maru.core.id.Id;
import dev.maru.core.id.Ids;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.spool.FactBatch.SettledAttempt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Appends the facts of calls: ledger, attempts, calls, tags. Appending the same facts again changes nothing. */
final class FactRepository {
    private record Tag(CallFacts call, String name, String value) {}

    private record Key(UUID request, int attempt) {}

    private static final BulkInsert<SettledAttempt> LEDGER = tokens(
            new BulkInsert<SettledAttempt>("gateway.ledger")
                    .column("tenant_id", "uuid", row -> uuid(row.settled().tenant()))
                    .column("day", "date", row -> day(row.settled().requestId()))
                    .column("request_id", "uuid", row -> uuid(row.settled().requestId()))
                    .column("attempt", "int", row -> row.settled().attempt())
                    .column(
                            "project_id",
                            "uuid",
                            row -> uuid(row.dispatched().call().project()))
                    .column(
                            "api_key_id",
                            "uuid",
                            row -> uuid(row.dispatched().call().apiKeyId()))
                    .column(
                            "user_id",
                            "uuid",
                            row -> uuid(row.dispatched().call().userId()))
                    .column(
                            "model_id",
                            "uuid",
                            row -> uuid(row.dispatched().target().modelId()))
                    .column("model", "text", row -> row.dispatched().target().model())
                    .column(
                            "connection_slug",
                            "text",
                            row -> row.dispatched().target().connectionSlug())
                    .column(
                            "price_id",
                            "uuid",
                            row -> uuid(row.settled().charge().priceId()))
                    .column("cost", "numeric", row -> row.settled().charge().cost())
                    .column("currency", "text", row -> row.settled().charge().currency())
                    .column("state", "text", row -> row.settled().charge().exact() ? "exact" : "estimated")
                    .column("at", "timestamptz", row -> row.dispatched().at()),
            row -> row.settled().charge().tokens());

    private static final BulkInsert<SettledAttempt> ATTEMPTS = new BulkInsert<SettledAttempt>("gateway.attempt")
            .column("tenant_id", "uuid", row -> uuid(row.settled().tenant()))
            .column("project_id", "uuid", row -> uuid(row.dispatched().call().project()))
            .column("day", "date", row -> day(row.settled().requestId()))
            .column("request_id", "uuid", row -> uuid(row.settled().requestId()))
            .column("attempt", "int", row -> row.settled().attempt())
            .column("connection_slug", "text", row -> row.dispatched().target().connectionSlug())
            .column("model", "text", row -> row.dispatched().target().model())
            .column("upstream_id", "text", row -> row.dispatched().target().upstreamId())
            .column("status", "int", row -> row.settled().status())
            .column("outcome", "text", row -> row.settled().outcome().wireName())
            .column("error_code", "text", row -> row.settled().errorCode())
            .column("error_message", "text", row -> row.settled().errorMessage())
            .column("error_class", "text", row -> row.settled().errorClass())
            .column("key_name", "text", row -> row.dispatched().target().keyName())
            .column("reason", "text", row -> row.dispatched().target().reason())
            .column("upstream_request_id", "text", row -> row.settled().upstreamRequestId())
            .column("dispatched_at", "timestamptz", row -> row.dispatched().at())
            .column("first_token_ms", "bigint", row -> row.settled().firstTokenMs())
            .column("duration_ms", "bigint", row -> row.settled().durationMs());

    private static final BulkInsert<SpoolRecord.Closed> CALLS = tokens(
            new BulkInsert<SpoolRecord.Closed>("gateway.call")
                    .column("tenant_id", "uuid", row -> uuid(row.call().tenant()))
                    .column("project_id", "uuid", row -> uuid(row.call().project()))
                    .column("day", "date", row -> day(row.call().requestId()))
                    .column("request_id", "uuid", row -> uuid(row.call().requestId()))
                    .column("origin", "text", row -> row.call().origin().wireName())
                    .column("api_key_id", "uuid", row -> uuid(row.call().apiKeyId()))
                    .column("user_id", "uuid", row -> uuid(row.call().userId()))
                    .column("end_user", "text", row -> row.call().endUser())
                    .column("protocol", "text", row -> row.call().protocol())
                    .column("requested_model", "text", row -> row.call().requestedModel())
                    .column("model", "text", SpoolRecord.Closed::model)
                    .column("connection_slug", "text", SpoolRecord.Closed::connectionSlug)
                    .column("prompt_id", "uuid", row -> uuid(row.call().promptId()))
                    .column("prompt_name", "text", row -> row.call().promptName())
                    .column("prompt_version", "int", row -> row.call().promptVersion())
                    .column("prompt_label", "text", row -> row.call().promptLabel())
                    .column("prompt_variant", "text", row -> row.call().promptVariant())
                    .column("route", "text", row -> row.call().route())
                    .column("trace_id", "text", row -> row.call().traceId())
                    .column("span_id", "text", row -> row.call().spanId())
                    .column("parent_span_id", "text", row -> row.call().parentSpanId())
                    .column("session_id", "text", row -> row.call().sessionId())
                    .column("client_request_id", "text", row -> row.call().clientRequestId())
                    .column("streamed", "boolean", row -> row.call().streamed())
                    .column("outcome", "text", SpoolRecord.Closed::outcome)
                    .column("status", "int", SpoolRecord.Closed::status)
                    .column("error_code", "text", SpoolRecord.Closed::errorCode)
                    .column("error_message", "text", SpoolRecord.Closed::errorMessage)
                    .column("attempts", "int", SpoolRecord.Closed::attempts)
                    .column("usage_state", "text", SpoolRecord.Closed::usageState)
                    .column("cost", "numeric", SpoolRecord.Closed::cost)
                    .column("currency", "text", SpoolRecord.Closed::currency)
                    .column("started_at", "timestamptz", row -> row.call().startedAt())
                    .column("first_token_ms", "bigint", SpoolRecord.Closed::firstTokenMs)
                    .column("duration_ms", "bigint", SpoolRecord.Closed::durationMs)
                    .column("overhead_us", "bigint", SpoolRecord.Closed::overheadUs)
                    .column(
                            "cache",
                            "text",
                            row -> row.cache() == null ? null : row.cache().state())
                    .column(
                            "saved_tokens",
                            "bigint",
                            row -> row.cache() == null ? null : row.cache().savedTokens())
                    .column(
                            "saved_cost",
                            "numeric",
                            row -> row.cache() == null ? null : row.cache().savedCost())
                    .column("guardrails", "jsonb", FactRepository::guardrails),
            SpoolRecord.Closed::tokens);

    private static final BulkInsert<Tag> TAGS = new BulkInsert<Tag>("gateway.call_tag")
            .column("tenant_id", "uuid", row -> uuid(row.call().tenant()))
            .column("project_id", "uuid", row -> uuid(row.call().project()))
            .column("day", "date", row -> day(row.call().requestId()))
            .column("request_id", "uuid", row -> uuid(row.call().requestId()))
            .column("name", "text", Tag::name)
            .column("value", "text", Tag::value);

    /** Returns the attempts whose ledger rows were not there before. */
    List<SettledAttempt> append(SystemTx tx, FactBatch batch) {
        var fresh = insertLedger(tx, batch.attempts());
        insert(tx, ATTEMPTS, batch.attempts());
        insert(tx, CALLS, batch.calls());
        // With the ledger's rows already, so that costs can be summed by tag before a call has ended.
        var facts = Stream.concat(
                batch.attempts().stream().map(attempt -> attempt.dispatched().call()),
                batch.calls().stream().map(SpoolRecord.Closed::call));
        insert(tx, TAGS, facts.flatMap(FactRepository::tags).toList());
        return fresh;
    }

    private static List<SettledAttempt> insertLedger(SystemTx tx, List<SettledAttempt> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var inserted = new HashSet<Key>();
        tx.sql()
                .fetch(LEDGER.sqlReturning("request_id, attempt"), LEDGER.arrays(rows))
                .forEach(row ->
                        inserted.add(new Key(row.get("request_id", UUID.class), row.get("attempt", Integer.class))));
        // Removed as it is found: of an attempt that the batch holds twice, one row is new.
        return rows.stream()
                .filter(row -> inserted.remove(
                        new Key(row.settled().requestId().value(), row.settled().attempt())))
                .toList();
    }

    private static <T> void insert(SystemTx tx, BulkInsert<T> insert, List<T> rows) {
        if (!rows.isEmpty()) {
            tx.sql().execute(insert.sql(), insert.arrays(rows));
        }
    }

    private static Stream<Tag> tags(CallFacts call) {
        return call.tags().entrySet().stream().map(tag -> new Tag(call, tag.getKey(), tag.getValue()));
    }

    private static <T> BulkInsert<T> tokens(BulkInsert<T> insert, Function<T, TokenCounts> counts) {
        return insert.column(
                        "uncached_input_tokens",
                        "bigint",
                        row -> counts.apply(row).uncachedInput())
                .column("cache_read_tokens", "bigint", row -> counts.apply(row).cacheRead())
                .column("cache_write_tokens", "bigint", row -> counts.apply(row).cacheWrite())
                .column(
                        "cache_write_long_tokens",
                        "bigint",
                        row -> counts.apply(row).cacheWriteLong())
                .column("audio_input_tokens", "bigint", row -> counts.apply(row).audioInput())
                .column("output_tokens", "bigint", row -> counts.apply(row).output())
                .column("reasoning_tokens", "bigint", row -> counts.apply(row).reasoning())
                .column(
                        "audio_output_tokens",
                        "bigint",
                        row -> counts.apply(row).audioOutput());
    }

    private static @Nullable String guardrails(SpoolRecord.Closed closed) {
        return closed.guardrails().isEmpty() ? null : JsonMapper.shared().writeValueAsString(closed.guardrails());
    }

    private static @Nullable Object uuid(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    /** The partition's day comes from the request's id, never from the time of arrival. */
    static LocalDate day(RequestId id) {
        return Instant.ofEpochMilli(Ids.unixMillis(id.value()))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }
}
