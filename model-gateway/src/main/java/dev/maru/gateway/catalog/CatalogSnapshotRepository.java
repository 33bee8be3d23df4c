package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.CONNECTION;
import static dev.maru.db.gateway.Tables.CONNECTION_KEY;
import static dev.maru.db.gateway.Tables.MODEL;
import static dev.maru.db.gateway.Tables.PRICE;
import static dev.maru.db.gateway.Tables.SHARED_CONNECTION;
import static dev.maru.db.gateway.Tables.SHARED_MODEL;
import static dev.maru.db.gateway.Tables.SHARED_PRICE;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads everything that a tenant can call, for the snapshot. */
@Repository
class CatalogSnapshotRepository {
    private final PriceBook book;

    CatalogSnapshotRepository(PriceBook book) {
        this.book = book;
    }

    CatalogSnapshot load(SystemTx tx, TenantId tenant) {
        var models = new ArrayList<CallableModel>();
        var prices = ownPrices(tx, tenant);
        var connections = connections(tx, tenant);
        var scores = ScoreRepository.abilities(tx, tenant);
        tx.sql()
                .select(MODEL.asterisk())
                .from(MODEL)
                .join(CONNECTION)
                .on(MODEL.TENANT_ID.eq(CONNECTION.TENANT_ID), MODEL.CONNECTION_ID.eq(CONNECTION.CONNECTION_ID))
                .where(MODEL.TENANT_ID.eq(tenant), MODEL.ENABLED.isTrue(), CONNECTION.ENABLED.isTrue())
                .orderBy(CONNECTION.SLUG, MODEL.UPSTREAM_ID)
                .forEach(row -> models.add(own(row, connections, prices, scores)));
        var hidden = tx.sql()
                .select(CONNECTION.SLUG)
                .from(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tenant))
                .fetchSet(CONNECTION.SLUG);
        var sharedPrices = sharedPrices(tx);
        tx.sql()
                .select(SHARED_MODEL.asterisk(), SHARED_CONNECTION.asterisk())
                .from(SHARED_MODEL)
                .join(SHARED_CONNECTION)
                .on(SHARED_MODEL.CONNECTION_ID.eq(SHARED_CONNECTION.CONNECTION_ID))
                .where(SHARED_CONNECTION.SLUG.notIn(hidden))
                .orderBy(SHARED_CONNECTION.SLUG, SHARED_MODEL.UPSTREAM_ID)
                .forEach(row -> models.add(shared(row, sharedPrices)));
        return new CatalogSnapshot(
                models,
                connections.values().stream()
                        .filter(connection -> connection.hosting() != null)
                        .toList());
    }

    private static Map<ModelId, List<PriceSheet>> ownPrices(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(PRICE)
                .where(PRICE.TENANT_ID.eq(tenant))
                .orderBy(PRICE.EFFECTIVE_FROM.desc())
                .fetchGroups(PRICE.MODEL_ID, PriceRepository::own);
    }

    private static Map<ModelId, List<PriceSheet>> sharedPrices(SystemTx tx) {
        return tx.sql()
                .selectFrom(SHARED_PRICE)
                .orderBy(SHARED_PRICE.EFFECTIVE_FROM.desc())
                .fetchGroups(SHARED_PRICE.MODEL_ID, PriceRepository::shared);
    }

    private static Map<ConnectionId, CallableConnection> connections(SystemTx tx, TenantId tenant) {
        var keys = tx.sql()
                .selectFrom(CONNECTION_KEY)
                .where(CONNECTION_KEY.TENANT_ID.eq(tenant))
                .orderBy(CONNECTION_KEY.CREATED_AT, CONNECTION_KEY.CONNECTION_KEY_ID)
                .fetchGroups(CONNECTION_KEY.CONNECTION_ID, ConnectionKeyRepository::sealedKey);
        var hostings = HostingRepository.all(tx, tenant);
        return tx.sql()
                .selectFrom(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tenant))
                .fetchMap(
                        CONNECTION.CONNECTION_ID,
                        row -> connection(
                                row,
                                keys.getOrDefault(row.get(CONNECTION.CONNECTION_ID), List.of()),
                                hostings.get(row.get(CONNECTION.CONNECTION_ID))));
    }

    private static CallableConnection connection(Record row, List<SealedKey> keys, @Nullable Hosting hosting) {
        var enabled = keys.stream().filter(key -> key.key().enabled()).toList();
        return new CallableConnection(
                row.get(CONNECTION.CONNECTION_ID),
                row.get(CONNECTION.SLUG),
                ConnectionKind.ofWireName(row.get(CONNECTION.KIND)),
                uri(row.get(CONNECTION.BASE_URL)),
                enabled,
                enabled.isEmpty() && !keys.isEmpty(),
                DisconnectPolicy.ofWireName(row.get(CONNECTION.ON_DISCONNECT)),
                row.get(CONNECTION.ENABLED) ? hosting : null);
    }

    private CallableModel own(
            Record row,
            Map<ConnectionId, CallableConnection> connections,
            Map<ModelId, List<PriceSheet>> prices,
            Map<ModelId, Double> scores) {
        var connection = Objects.requireNonNull(connections.get(row.get(MODEL.CONNECTION_ID)));
        var known = book.find(connection.baseUrl(), row.get(MODEL.UPSTREAM_ID));
        return new CallableModel(
                connection,
                row.get(MODEL.MODEL_ID),
                row.get(MODEL.UPSTREAM_ID),
                contextWindow(row.get(MODEL.CONTEXT_WINDOW), known),
                maxOutput(row.get(MODEL.MAX_OUTPUT_TOKENS), known),
                scores.get(row.get(MODEL.MODEL_ID)),
                row.get(MODEL.CREATED_AT),
                sheets(prices.getOrDefault(row.get(MODEL.MODEL_ID), List.of()), known));
    }

    private CallableModel shared(Record row, Map<ModelId, List<PriceSheet>> prices) {
        var known = book.find(uri(row.get(SHARED_CONNECTION.BASE_URL)), row.get(SHARED_MODEL.UPSTREAM_ID));
        return new CallableModel(
                new CallableConnection(
                        row.get(SHARED_CONNECTION.CONNECTION_ID),
                        row.get(SHARED_CONNECTION.SLUG),
                        ConnectionKind.ofWireName(row.get(SHARED_CONNECTION.KIND)),
                        uri(row.get(SHARED_CONNECTION.BASE_URL)),
                        List.of(),
                        false,
                        DisconnectPolicy.ABORT,
                        null),
                row.get(SHARED_MODEL.MODEL_ID),
                row.get(SHARED_MODEL.UPSTREAM_ID),
                contextWindow(row.get(SHARED_MODEL.CONTEXT_WINDOW), known),
                maxOutput(row.get(SHARED_MODEL.MAX_OUTPUT_TOKENS), known),
                null,
                row.get(SHARED_MODEL.CREATED_AT),
                sheets(prices.getOrDefault(row.get(SHARED_MODEL.MODEL_ID), List.of()), known));
    }

    /** Where people entered no fact, the price book's stands. */
    private static @Nullable Integer contextWindow(@Nullable Integer entered, Optional<BookModel> known) {
        return entered == null ? known.map(BookModel::contextWindow).orElse(null) : entered;
    }

    private static @Nullable Integer maxOutput(@Nullable Integer entered, Optional<BookModel> known) {
        return entered == null ? known.map(BookModel::maxOutputTokens).orElse(null) : entered;
    }

    /** The price book answers only for times at which no sheet of the model's own is in force. */
    private static List<PriceSheet> sheets(List<PriceSheet> own, Optional<BookModel> known) {
        return Stream.concat(own.stream(), known.map(BookModel::sheets).stream().flatMap(List::stream))
                .map(PriceSheet::online)
                .toList();
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
