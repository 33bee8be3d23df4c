package dev.maru.gateway.hosting;

import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.TokenCounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads from the ledger how many tokens an endpoint has written, and what those of a hosted model cost. */
@Repository
class ThroughputQuery {
    private static final String TOKENS = "uncached_input_tokens + cache_read_tokens + cache_write_tokens"
            + " + cache_write_long_tokens + audio_input_tokens + output_tokens + reasoning_tokens + audio_output_tokens";

    /** Tokens count in the minute in which their attempt began: a lower bound for long answers, never an upper one. */
    private static final String BUSIEST = """
            select minute, tokens, sum(tokens) over () as total from (
                select date_trunc('minute', at, 'UTC') as minute, sum(%s) as tokens
                from gateway.ledger
                where tenant_id = ? and connection_slug = ? and day >= cast(cast(? as timestamptz) as date) and correction = 0
                group by 1) minutes
            order by tokens desc, minute limit 1
            """.formatted(TOKENS);

    private static final String BLENDED = """
            select sum(cost) as cost, sum(%s) as tokens, count(*) as rows
            from gateway.ledger
            where tenant_id = ? and model = ? and day >= cast(cast(? as timestamptz) as date) and cost is not null
            """.formatted(TOKENS);

    private static final String MIX = """
            select sum(uncached_input_tokens + audio_input_tokens) as input, sum(cache_read_tokens) as cache_read,
                sum(cache_write_tokens + cache_write_long_tokens) as cache_write,
                sum(output_tokens + audio_output_tokens) as output, sum(reasoning_tokens) as reasoning
            from gateway.ledger
            where tenant_id = ? and connection_slug = ? and day >= cast(cast(? as timestamptz) as date)
            """;

    /**
     * The busiest minute of an endpoint.
     *
     * @param tokens in that minute
     * @param total in all minutes looked at
     */
    record Busiest(Instant minute, BigDecimal tokens, BigDecimal total) {}

    /** What a model's calls cost. */
    record Spent(BigDecimal cost, BigDecimal tokens, long rows) {}

    Optional<Busiest> busiest(TenantTx tx, String connection, Instant since) {
        return Optional.ofNullable(tx.sql()
                        .resultQuery(BUSIEST, tx.tenant().value(), connection, since.toString())
                        .fetchOne())
                .map(row -> new Busiest(
                        Objects.requireNonNull(row.get("minute", OffsetDateTime.class))
                                .toInstant(),
                        number(row.get("tokens", BigDecimal.class)),
                        number(row.get("total", BigDecimal.class))))
                .filter(found -> found.tokens().signum() > 0);
    }

    Optional<Spent> spent(TenantTx tx, String model, Instant since) {
        return Optional.ofNullable(tx.sql()
                        .resultQuery(BLENDED, tx.tenant().value(), model, since.toString())
                        .fetchOne())
                .map(row -> new Spent(
                        number(row.get("cost", BigDecimal.class)),
                        number(row.get("tokens", BigDecimal.class)),
                        Objects.requireNonNullElse(row.get("rows", Long.class), 0L)))
                .filter(spent -> spent.tokens().signum() > 0);
    }

    /** The kinds of tokens of an endpoint's calls; spoken ones and long caches count with their parents. */
    Optional<TokenCounts> mix(TenantTx tx, String connection, Instant since) {
        return Optional.ofNullable(tx.sql()
                        .resultQuery(MIX, tx.tenant().value(), connection, since.toString())
                        .fetchOne())
                .map(row -> new TokenCounts(
                        number(row.get("input", BigDecimal.class)).longValue(),
                        number(row.get("cache_read", BigDecimal.class)).longValue(),
                        number(row.get("cache_write", BigDecimal.class)).longValue(),
                        number(row.get("output", BigDecimal.class)).longValue(),
                        number(row.get("reasoning", BigDecimal.class)).longValue()))
                .filter(tokens -> !tokens.equals(TokenCounts.NONE));
    }

    private static BigDecimal number(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
