package dev.maru.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.catalog.BookFile.Entry;
import dev.maru.gateway.catalog.BookFile.Prices;
import dev.maru.gateway.catalog.BookFile.Provider;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceBookTest {
    private static final URI HOST = URI.create("https://api.example.com/v1");

    private static BookFile book(String version, String from, @Nullable String input, String output) {
        return new BookFile(
                version,
                LocalDate.parse(from),
                "USD",
                Instant.parse(from + "T00:00:00Z"),
                List.of(new Provider("example", List.of("api.example.com", ".example.cloud"), "https://example.com/p")),
                List.of(new Entry(
                        "example",
                        "m-1",
                        List.of("m-1-latest"),
                        1_000,
                        100,
                        List.of("text"),
                        List.of("text"),
                        List.of("chat"),
                        null,
                        input == null
                                ? null
                                : new Prices(
                                        new BigDecimal(input),
                                        null,
                                        null,
                                        null,
                                        null,
                                        new BigDecimal(output),
                                        null,
                                        null),
                        null,
                        "https://example.com/p")));
    }

    @Test
    void everyShippedSheetKeepsTheRulesOfEnteredOnes() throws IOException {
        for (var file : PriceBookConfiguration.shipped()) {
            var names = new HashSet<String>();
            for (var entry : file.models()) {
                assertThat(names.add(entry.provider() + " " + entry.id()))
                        .as(entry.id())
                        .isTrue();
                Objects.requireNonNullElse(entry.aliases(), List.<String>of())
                        .forEach(alias -> assertThat(names.add(entry.provider() + " " + alias))
                                .as(alias)
                                .isTrue());
                assertThat(ModelFeature.wireNames()).containsAll(Objects.requireNonNull(entry.features()));
                assertThat(ModelFacts.MODALITIES).containsAll(entry.facts().inputs());
                assertThat(ModelFacts.MODALITIES).containsAll(entry.facts().outputs());
                assertThat(entry.source()).startsWith("https://");
            }
            var book = new PriceBook(List.of(file), "USD");
            assertThat(book.sheets()).hasSizeGreaterThan(300);
            for (var sheet : book.sheets()) {
                PriceRules.valid(sheet.sheet(), "USD");
                assertThat(sheet.sheet().uncachedInput()).as(sheet.upstreamId()).isGreaterThan(BigDecimal.ZERO);
            }
        }
    }

    @Test
    void knowsTheMainProvidersByTheirAddresses() throws IOException {
        var book = new PriceBook(PriceBookConfiguration.shipped(), "USD");

        var haiku = book.find(URI.create("https://api.anthropic.com/v1"), "claude-haiku-5-5")
                .orElseThrow();
        var sheet = haiku.sheets().getFirst();
        assertThat(haiku.contextWindow()).isEqualTo(1_000_000);
        assertThat(sheet.uncachedInput()).isEqualByComparingTo("0.1");
        assertThat(sheet.cacheWriteLong()).isEqualByComparingTo("0.2");
        assertThat(sheet.tiers().getFirst().aboveInputTokens()).isEqualTo(100_000);
        assertThat(sheet.source()).contains("claude.com/docs").contains("2026-11-25");
        assertThat(book.find(
                        URI.create("https://generativelanguage.googleapis.com/v1beta/openai"), "models/gemini-2.5-pro"))
                .isPresent();
        assertThat(book.find(URI.create("https://us.openai.azure.com/openai/v1"), "gpt-4o"))
                .isPresent();
        assertThat(book.find(URI.create("https://api.anthropic.com.example.com/v1"), "claude-haiku-5-5"))
                .isEmpty();
        assertThat(book.find(null, "claude-haiku-5-5")).isEmpty();
    }

    @Test
    void aLaterBookAddsASheetOnlyWhereAPriceChanged() {
        var first = book("1", "2026-01-01", "1", "10");
        var same = book("2", "2026-02-01", "1", "10");
        var dearer = book("3", "2026-03-01", "2", "10");

        var sheets = new PriceBook(List.of(first, same, dearer), "USD")
                .find(HOST, "m-1-latest")
                .orElseThrow()
                .sheets();

        assertThat(sheets)
                .extracting(PriceSheet::effectiveFrom)
                .containsExactly(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(sheets.getLast())
                .isEqualTo(new PriceBook(List.of(first), "USD")
                        .find(HOST, "m-1")
                        .orElseThrow()
                        .sheets()
                        .getFirst());
    }

    @Test
    void namesASheetAlikeOnEveryMachine() {
        assertThat(PriceBook.id("2026-11\nopenai\ngpt-5").value()).hasToString("9b8157ed-e9ef-8e24-be37-5cb6b330ed91");
        assertThat(PriceBook.id("a").value().version()).isEqualTo(8);
        assertThat(PriceBook.id("a").value().variant()).isEqualTo(2);
    }

    @Test
    void pricesNothingInAnotherCurrencyButStillKnowsTheModel() {
        var model = new PriceBook(List.of(book("1", "2026-01-01", "1", "10")), "KRW")
                .find(URI.create("https://eu.example.cloud/v1"), "m-1")
                .orElseThrow();

        assertThat(model.sheets()).isEmpty();
        assertThat(model.contextWindow()).isEqualTo(1_000);
    }

    @Test
    void tiersComeBackFromTheirColumnAsTheyWere() {
        var tiers = List.of(
                new PriceTier(
                        "standard",
                        200_000,
                        Rates.of(new BigDecimal("2.5"), new BigDecimal("0.25"), null, new BigDecimal("15"), null)),
                new PriceTier("flex", 0, Rates.of(new BigDecimal("0.625"), null, null, new BigDecimal("5"), null)));

        assertThat(PriceTiers.read(PriceTiers.write(tiers))).isEqualTo(tiers);
    }
}
