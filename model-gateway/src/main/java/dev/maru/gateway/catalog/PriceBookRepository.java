package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.BOOK_PRICE;

import dev.maru.core.tenancy.SystemTx;
import dev.maru.gateway.catalog.PriceBook.BookSheet;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jooq.JSONB;
import org.springframework.stereotype.Repository;

/** Keeps the sheets of price books, so that the ledger's references lead somewhere after the book left the program. */
@Repository
class PriceBookRepository {
    /** How many of them were new. */
    int keep(SystemTx tx, List<BookSheet> sheets, Instant now) {
        var known = new HashSet<>(
                tx.sql().select(BOOK_PRICE.PRICE_ID).from(BOOK_PRICE).fetch(BOOK_PRICE.PRICE_ID));
        int added = 0;
        for (var row : sheets) {
            if (!known.contains(row.sheet().id())) {
                added += insert(tx, row, now);
            }
        }
        return added;
    }

    private static int insert(SystemTx tx, BookSheet row, Instant now) {
        var sheet = row.sheet();
        return tx.sql()
                .insertInto(BOOK_PRICE)
                .set(BOOK_PRICE.PRICE_ID, sheet.id())
                .set(BOOK_PRICE.BOOK_VERSION, row.version())
                .set(BOOK_PRICE.PROVIDER, row.provider())
                .set(BOOK_PRICE.UPSTREAM_ID, row.upstreamId())
                .set(BOOK_PRICE.EFFECTIVE_FROM, sheet.effectiveFrom())
                .set(BOOK_PRICE.CURRENCY, sheet.currency())
                .set(BOOK_PRICE.UNCACHED_INPUT, sheet.uncachedInput())
                .set(BOOK_PRICE.CACHE_READ, sheet.cacheRead())
                .set(BOOK_PRICE.CACHE_WRITE, sheet.cacheWrite())
                .set(BOOK_PRICE.CACHE_WRITE_LONG, sheet.cacheWriteLong())
                .set(BOOK_PRICE.AUDIO_INPUT, sheet.audioInput())
                .set(BOOK_PRICE.OUTPUT, sheet.output())
                .set(BOOK_PRICE.REASONING, sheet.reasoning())
                .set(BOOK_PRICE.AUDIO_OUTPUT, sheet.audioOutput())
                .set(BOOK_PRICE.TIERS, JSONB.valueOf(PriceTiers.write(sheet.tiers())))
                .set(BOOK_PRICE.SOURCE, sheet.source())
                .set(BOOK_PRICE.CREATED_AT, now)
                .onConflictDoNothing()
                .execute();
    }
}
