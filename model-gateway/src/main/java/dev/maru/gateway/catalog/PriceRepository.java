package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.PRICE;
import static dev.maru.db.gateway.Tables.SHARED_PRICE;

import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores price sheets. */
@Repository
class PriceRepository {
    /** Every sheet of a model, the newest first. */
    List<PriceSheet> list(TenantTx tx, ModelId model) {
        var sheets = tx.sql()
                .selectFrom(PRICE)
                .where(PRICE.TENANT_ID.eq(tx.tenant()), PRICE.MODEL_ID.eq(model))
                .orderBy(PRICE.EFFECTIVE_FROM.desc())
                .fetch(PriceRepository::own);
        return sheets.isEmpty()
                ? tx.sql()
                        .selectFrom(SHARED_PRICE)
                        .where(SHARED_PRICE.MODEL_ID.eq(model))
                        .orderBy(SHARED_PRICE.EFFECTIVE_FROM.desc())
                        .fetch(PriceRepository::shared)
                : sheets;
    }

    /** The sheets in force at a moment, by model. */
    Map<ModelId, PriceSheet> inForce(TenantTx tx, Instant moment) {
        var sheets = tx.sql()
                .select(SHARED_PRICE.asterisk())
                .distinctOn(SHARED_PRICE.MODEL_ID)
                .from(SHARED_PRICE)
                .where(SHARED_PRICE.EFFECTIVE_FROM.le(moment))
                .orderBy(SHARED_PRICE.MODEL_ID, SHARED_PRICE.EFFECTIVE_FROM.desc())
                .fetchMap(SHARED_PRICE.MODEL_ID, PriceRepository::shared);
        sheets.putAll(tx.sql()
                .select(PRICE.asterisk())
                .distinctOn(PRICE.MODEL_ID)
                .from(PRICE)
                .where(PRICE.TENANT_ID.eq(tx.tenant()), PRICE.EFFECTIVE_FROM.le(moment))
                .orderBy(PRICE.MODEL_ID, PRICE.EFFECTIVE_FROM.desc())
                .fetchMap(PRICE.MODEL_ID, PriceRepository::own));
        return sheets;
    }

    /** False if the model has a sheet from the same moment on. */
    boolean insert(TenantTx tx, ModelId model, PriceSheet sheet, Instant now) {
        return tx.sql()
                        .insertInto(PRICE)
                        .set(PRICE.TENANT_ID, tx.tenant())
                        .set(PRICE.PRICE_ID, sheet.id())
                        .set(PRICE.MODEL_ID, model)
                        .set(PRICE.EFFECTIVE_FROM, sheet.effectiveFrom())
                        .set(PRICE.CURRENCY, sheet.currency())
                        .set(PRICE.UNCACHED_INPUT, sheet.uncachedInput())
                        .set(PRICE.CACHE_READ, sheet.cacheRead())
                        .set(PRICE.CACHE_WRITE, sheet.cacheWrite())
                        .set(PRICE.CACHE_WRITE_LONG, sheet.cacheWriteLong())
                        .set(PRICE.AUDIO_INPUT, sheet.audioInput())
                        .set(PRICE.OUTPUT, sheet.output())
                        .set(PRICE.REASONING, sheet.reasoning())
                        .set(PRICE.AUDIO_OUTPUT, sheet.audioOutput())
                        .set(PRICE.TIERS, JSONB.valueOf(PriceTiers.write(sheet.tiers())))
                        .set(PRICE.SOURCE, sheet.source())
                        .set(PRICE.CREATED_AT, now)
                        .onConflict(PRICE.TENANT_ID, PRICE.MODEL_ID, PRICE.EFFECTIVE_FROM)
                        .doNothing()
                        .execute()
                == 1;
    }

    static PriceSheet own(Record row) {
        return new PriceSheet(
                row.get(PRICE.PRICE_ID),
                row.get(PRICE.EFFECTIVE_FROM),
                row.get(PRICE.CURRENCY),
                row.get(PRICE.UNCACHED_INPUT),
                row.get(PRICE.CACHE_READ),
                row.get(PRICE.CACHE_WRITE),
                row.get(PRICE.CACHE_WRITE_LONG),
                row.get(PRICE.AUDIO_INPUT),
                row.get(PRICE.OUTPUT),
                row.get(PRICE.REASONING),
                row.get(PRICE.AUDIO_OUTPUT),
                PriceTiers.read(row.get(PRICE.TIERS).data()),
                row.get(PRICE.SOURCE));
    }

    static PriceSheet shared(Record row) {
        return new PriceSheet(
                row.get(SHARED_PRICE.PRICE_ID),
                row.get(SHARED_PRICE.EFFECTIVE_FROM),
                row.get(SHARED_PRICE.CURRENCY),
                row.get(SHARED_PRICE.UNCACHED_INPUT),
                row.get(SHARED_PRICE.CACHE_READ),
                row.get(SHARED_PRICE.CACHE_WRITE),
                row.get(SHARED_PRICE.CACHE_WRITE_LONG),
                row.get(SHARED_PRICE.AUDIO_INPUT),
                row.get(SHARED_PRICE.OUTPUT),
                row.get(SHARED_PRICE.REASONING),
                row.get(SHARED_PRICE.AUDIO_OUTPUT),
                PriceTiers.read(row.get(SHARED_PRICE.TIERS).data()),
                row.get(SHARED_PRICE.SOURCE));
    }
}
