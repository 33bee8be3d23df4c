package dev.maru.platform.change;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.database.DatabaseUrl;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChangeConfiguration {
    @Bean
    ChangeFeed changeFeed(SystemDb system, MaruSettings settings, Clock clock) {
        var bell = new Bell(DatabaseUrl.parse(settings.databaseUrl()));
        var feed = new ChangeFeed(new ChangeRepository(), system, bell, clock);
        feed.start();
        return feed;
    }

    @Bean
    SnapshotFactory snapshotFactory(ChangeFeed feed, SystemDb system, Clock clock, MaruSettings settings) {
        return new SnapshotFactory(feed, system, clock, settings.staleLimit());
    }
}
