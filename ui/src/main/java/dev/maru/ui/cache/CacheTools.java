package dev.maru.ui.cache;

import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.platform.settings.MaruSettings;
import org.springframework.stereotype.Component;

/** What the parts of the cache page work with. */
@Component
record CacheTools(CacheService cache, CatalogService catalog, MaruSettings settings) {}
