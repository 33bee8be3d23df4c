package dev.maru.gateway.budget;

import dev.maru.core.tenancy.SystemTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Moves money between a period, its leases and what is spent, many at once; always under the locks of the periods' rows. */
@Repository
class BudgetMoneyRepository {
    private static final String KEYS =
            "unnest(cast(? as text[])::uuid[], cast(? as text[])::uuid[], cast(? as text[])::timestamptz[]";
    private static final String MATCH = "x.tenant_id = k.t and x.budget_id = k.b and x.period_start = k.s";

    private static final String ADD = """
            insert into gateway.budget_period (tenant_id, budget_id, period_start, period_end)
            select k.t, k.b, k.s, k.e from %s, cast(? as text[])::timestamptz[]) k(t, b, s, e)
            join gateway.budget b on b.tenant_id = k.t and b.budget_id = k.b
            on conflict do nothing
            """.formatted(KEYS);

    private static final String LOCK = """
            select x.tenant_id, x.budget_id, x.period_start, x.spent, x.reserved, b.amount,
                b.enforcement = 'hard' and b.enabled as hard,
                coalesce(x.recalled_at > now() - interval '3 s', false) as recalled
            from %s) k(t, b, s)
            join gateway.budget_period x on %s
            join gateway.budget b on b.tenant_id = k.t and b.budget_id = k.b
            order by x.tenant_id, x.budget_id, x.period_start for update of x
            """.formatted(KEYS, MATCH);

    private static final String LEASES = """
            select x.tenant_id, x.budget_id, x.period_start, x.amount, x.granted
            from %s) k(t, b, s) join gateway.budget_lease x on %s where x.instance = ?
            """.formatted(KEYS, MATCH);

    private static final String ADD_LEASES = """
            insert into gateway.budget_lease (tenant_id, budget_id, period_start, instance, seen_at)
            select k.t, k.b, k.s, ?, now() from %s) k(t, b, s) on conflict do nothing
            """.formatted(KEYS);

    private static final String CHANGE_LEASES = """
            update gateway.budget_lease x
            set amount = greatest(x.amount + k.d, 0), granted = x.granted + k.g, seen_at = now()
            from %s, cast(? as text[])::numeric[], cast(? as text[])::numeric[]) k(t, b, s, d, g)
            where %s and x.instance = ?
            """.formatted(KEYS, MATCH);

    private static final String CHANGE_PERIODS = """
            update gateway.budget_period x
            set reserved = greatest(x.reserved + k.r, 0), spent = x.spent + k.c, overrun = x.overrun + k.o
            from %s, cast(? as text[])::numeric[], cast(? as text[])::numeric[], cast(? as text[])::numeric[]) k(t, b, s, r, c, o)
            where %s
            """.formatted(KEYS, MATCH);

    private static final String RECALL =
            "update gateway.budget_period x set recalled_at = now() from %s) k(t, b, s) where %s"
                    .formatted(KEYS, MATCH);

    private static final String RECALLED = """
            select x.tenant_id, x.budget_id, x.period_start from %s) k(t, b, s) join gateway.budget_period x on %s
            where x.recalled_at > now() - interval '3 s'
            """.formatted(KEYS, MATCH);

    private static final String DRAIN = """
            with gone as (delete from gateway.budget_lease where instance = ?
                returning tenant_id, budget_id, period_start, amount)
            update gateway.budget_period x set reserved = greatest(x.reserved - gone.amount, 0) from gone
            where x.tenant_id = gone.tenant_id and x.budget_id = gone.budget_id and x.period_start = gone.period_start
            """;

    /** A period as it is, locked. */
    record Period(BigDecimal amount, BigDecimal spent, BigDecimal reserved, boolean hard, boolean recalled) {
        BigDecimal remaining() {
            return amount.subtract(spent).subtract(reserved);
        }
    }

    /** What an instance has of a period. */
    record Lease(BigDecimal amount, BigDecimal granted) {
        static final Lease NONE = new Lease(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** How the money of a period moves. */
    record Move(BigDecimal reserved, BigDecimal spent, BigDecimal overrun) {
        static final Move NONE = new Move(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Whoever makes or deletes a budget waits for those who move money, and they for it. */
    void shareBudgets(SystemTx tx) {
        tx.sql().execute("select pg_advisory_xact_lock_shared(4711, 14)");
    }

    /** The periods with their rows locked, made where they were missing; without those of deleted budgets. */
    Map<BudgetKey, Period> lock(SystemTx tx, Collection<BudgetKey> keys) {
        var found = select(tx, keys);
        if (found.size() < keys.size()) {
            tx.sql().execute(ADD, args(keys, texts(keys, key -> key.span().end())));
            found = select(tx, keys);
        }
        return found;
    }

    private Map<BudgetKey, Period> select(SystemTx tx, Collection<BudgetKey> keys) {
        var byId = index(keys);
        var found = new LinkedHashMap<BudgetKey, Period>();
        for (var row : tx.sql().fetch(LOCK, args(keys))) {
            found.put(
                    byId.get(id(row)),
                    new Period(
                            row.get("amount", BigDecimal.class),
                            row.get("spent", BigDecimal.class),
                            row.get("reserved", BigDecimal.class),
                            row.get("hard", Boolean.class),
                            row.get("recalled", Boolean.class)));
        }
        return found;
    }

    Map<BudgetKey, Lease> leases(SystemTx tx, Collection<BudgetKey> keys, UUID instance) {
        var byId = index(keys);
        var found = new HashMap<BudgetKey, Lease>();
        for (var row : tx.sql().fetch(LEASES, args(keys, instance))) {
            found.put(
                    byId.get(id(row)),
                    new Lease(row.get("amount", BigDecimal.class), row.get("granted", BigDecimal.class)));
        }
        return found;
    }

    void addLeases(SystemTx tx, Collection<BudgetKey> keys, UUID instance) {
        var all = args(keys);
        tx.sql().execute(ADD_LEASES, instance, all[0], all[1], all[2]);
    }

    /**
     * @param amounts by how much each lease grows or shrinks
     * @param granted by how much what the instance was given does
     */
    void changeLeases(
            SystemTx tx, UUID instance, Map<BudgetKey, BigDecimal> amounts, Map<BudgetKey, BigDecimal> granted) {
        var keys = List.copyOf(amounts.keySet());
        tx.sql()
                .execute(
                        CHANGE_LEASES,
                        args(
                                keys,
                                texts(keys, amounts::get),
                                texts(keys, key -> granted.getOrDefault(key, BigDecimal.ZERO)),
                                instance));
    }

    void changePeriods(SystemTx tx, Map<BudgetKey, Move> moves) {
        var keys = List.copyOf(moves.keySet());
        tx.sql()
                .execute(
                        CHANGE_PERIODS,
                        args(
                                keys,
                                texts(
                                        keys,
                                        key -> moves.getOrDefault(key, Move.NONE)
                                                .reserved()),
                                texts(
                                        keys,
                                        key -> moves.getOrDefault(key, Move.NONE)
                                                .spent()),
                                texts(
                                        keys,
                                        key -> moves.getOrDefault(key, Move.NONE)
                                                .overrun())));
    }

    /** Asks every instance to bring back what it does not use. */
    void recall(SystemTx tx, Collection<BudgetKey> keys) {
        tx.sql().execute(RECALL, args(keys));
    }

    Set<BudgetKey> recalled(SystemTx tx, Collection<BudgetKey> keys) {
        var byId = index(keys);
        var found = new HashSet<BudgetKey>();
        for (var row : tx.sql().fetch(RECALLED, args(keys))) {
            found.add(byId.get(id(row)));
        }
        return found;
    }

    /** The instance lives and holds what its leases say. */
    void touch(SystemTx tx, UUID instance) {
        tx.sql().execute("update gateway.budget_lease set seen_at = now() where instance = ?", instance);
    }

    /** Nothing more comes of an instance: what it still holds was never used. */
    void drain(SystemTx tx, UUID instance) {
        tx.sql().execute("""
                select 1 from gateway.budget_period p where (tenant_id, budget_id, period_start) in (
                    select tenant_id, budget_id, period_start from gateway.budget_lease where instance = ?)
                order by tenant_id, budget_id, period_start for update of p
                """, instance);
        tx.sql().execute(DRAIN, instance);
    }

    private record Id(UUID tenant, UUID budget, Instant start) {}

    private static Id id(Record row) {
        return new Id(
                row.get("tenant_id", UUID.class),
                row.get("budget_id", UUID.class),
                row.get("period_start", OffsetDateTime.class).toInstant());
    }

    private static Map<Id, BudgetKey> index(Collection<BudgetKey> keys) {
        var index = new HashMap<Id, BudgetKey>();
        keys.forEach(key -> index.put(new Id(key.tenant().value(), key.budget().value(), key.start()), key));
        return index;
    }

    /** Arrays of the parts of keys, and what follows them. */
    private static Object[] args(Collection<BudgetKey> keys, Object... more) {
        var args = new Object[3 + more.length];
        args[0] = texts(keys, key -> key.tenant().value());
        args[1] = texts(keys, key -> key.budget().value());
        args[2] = texts(keys, BudgetKey::start);
        System.arraycopy(more, 0, args, 3, more.length);
        return args;
    }

    private static Object texts(Collection<BudgetKey> keys, Function<BudgetKey, ? extends @Nullable Object> part) {
        return keys.stream()
                .map(key -> {
                    var value = part.apply(key);
                    return value == null
                            ? null
                            : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
                })
                .toArray(String[]::new);
    }
}
