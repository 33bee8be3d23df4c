package dev.maru.gateway.catalog;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.settings.MaruSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PriceBookConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(PriceBookConfiguration.class);
    /** The built-in model. */
    private static final String OFFLINE = "offline";

    @Bean
    PriceBook priceBook(MaruSettings settings) throws IOException {
        return new PriceBook(shipped(), settings.currency());
    }

    @Bean
    PublicModels publicModels(PriceBook book) {
        var names = new HashSet<>(book.names());
        names.add(OFFLINE);
        return new PublicModels(names);
    }

    /** The books in the program, the oldest first. */
    static List<BookFile> shipped() throws IOException {
        var json = JsonMapper.builder().build();
        var books = new ArrayList<BookFile>();
        for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:price-book/*.json")) {
            try (var stream = resource.getInputStream()) {
                books.add(json.readValue(stream, BookFile.class));
            }
        }
        books.sort(Comparator.comparing(BookFile::effectiveFrom).thenComparing(BookFile::version));
        return books;
    }

    /** Each process brings the sheets that it charges by. */
    @Bean
    ApplicationRunner keepBookPrices(SystemDb system, PriceBookRepository repository, PriceBook book, Clock clock) {
        return arguments -> {
            int added = system.inSystem(tx -> repository.keep(tx, book.sheets(), clock.instant()));
            if (added > 0) {
                LOG.info("{} sheets of the price book are new here", added);
            }
        };
    }
}
