package dev.maru.gateway.catalog;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.catalog.BookFile.Entry;
import dev.maru.gateway.catalog.BookFile.Provider;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the shipped books say of hosted models: found by the address of a connection and the provider's id of a model.
 * Books are read in the order of their dates: a later one adds sheets from its day on and never changes an earlier one.
 */
final class PriceBook {
    /** One sheet of a book with what it is a sheet of, to be kept for good. */
    record BookSheet(String version, String provider, String upstreamId, PriceSheet sheet) {}

    private record Key(String provider, String upstreamId) {}

    private final Map<String, Provider> providers = new HashMap<>();
    private final Map<Key, BookModel> models = new HashMap<>();
    private final List<BookSheet> sheets = new ArrayList<>();

    /** @param currency of the installation's accounts; sheets in another are of no use to it */
    PriceBook(List<BookFile> booksByDate, String currency) {
        for (var book : booksByDate) {
            book.providers().forEach(provider -> providers.put(provider.id(), provider));
            for (var entry : book.models()) {
                add(book, entry, book.currency().equals(currency));
            }
        }
    }

    private void add(BookFile book, Entry entry, boolean priced) {
        var sheet = entry.price() == null || !priced ? null : sheet(book, entry);
        if (sheet != null) {
            sheets.add(new BookSheet(book.version(), entry.provider(), entry.id(), sheet));
        }
        var ids = new ArrayList<>(List.of(entry.id()));
        if (entry.aliases() != null) {
            ids.addAll(entry.aliases());
        }
        for (var id : ids) {
            models.merge(
                    new Key(entry.provider(), id),
                    new BookModel(
                            book.version(),
                            entry.context(),
                            entry.output(),
                            entry.features() == null ? List.of() : entry.features(),
                            entry.facts(),
                            sheet == null ? List.of() : List.of(sheet)),
                    PriceBook::later);
        }
    }

    /** The facts of the later book; its sheet only if it says something new. */
    private static BookModel later(BookModel old, BookModel next) {
        var all = new ArrayList<PriceSheet>();
        for (var sheet : next.sheets()) {
            if (old.sheets().isEmpty() || !sameRates(old.sheets().getFirst(), sheet)) {
                all.add(sheet);
            }
        }
        all.addAll(old.sheets());
        return new BookModel(
                next.version(), next.contextWindow(), next.maxOutputTokens(), next.features(), next.facts(), all);
    }

    private static boolean sameRates(PriceSheet one, PriceSheet other) {
        return one.rates().equals(other.rates()) && one.tiers().equals(other.tiers());
    }

    private PriceSheet sheet(BookFile book, Entry entry) {
        var prices = entry.price();
        if (prices == null) {
            throw new IllegalArgumentException(entry.id() + " has no price");
        }
        return PriceSheet.of(
                id(book.version() + "\n" + entry.provider() + "\n" + entry.id()),
                book.effectiveFrom(),
                book.currency(),
                prices.rates(),
                entry.priceTiers(),
                entry.source() + " (price book " + book.version() + ", seen on " + book.date() + ")");
    }

    /** The same for the same sheet on every machine and in every release: a UUIDv8 of its name. */
    static PriceId id(String name) {
        try {
            var hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
            var high = hash.getLong() & ~0xF000L | 0x8000L;
            var low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
            return new PriceId(new UUID(high, low));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is known of a model that a connection to this address offers. */
    Optional<BookModel> find(@Nullable URI baseUrl, String upstreamId) {
        var host = baseUrl == null ? null : baseUrl.getHost();
        if (host == null) {
            return Optional.empty();
        }
        var name = host.toLowerCase(Locale.ROOT);
        return providers.values().stream()
                .filter(provider -> provider.serves(name))
                .findFirst()
                .flatMap(provider -> find(provider.id(), upstreamId));
    }

    private Optional<BookModel> find(String provider, String upstreamId) {
        // Some providers list their models below a folder that calls do not need.
        var bare = upstreamId.startsWith("models/") ? upstreamId.substring("models/".length()) : upstreamId;
        return Optional.ofNullable(models.get(new Key(provider, bare)));
    }

    /** What providers call the models of the books, aliases included. */
    Set<String> names() {
        return models.keySet().stream().map(Key::upstreamId).collect(Collectors.toUnmodifiableSet());
    }

    /** Every sheet of every book. */
    List<BookSheet> sheets() {
        return List.copyOf(sheets);
    }
}
