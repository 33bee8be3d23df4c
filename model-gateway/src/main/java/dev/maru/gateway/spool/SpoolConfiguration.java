package dev.maru.gateway.spool;

import dev.maru.core.id.Ids;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.GatewaySettings;
import dev.maru.platform.settings.MaruSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpoolConfiguration {
    private static final String FOLDER = "spool";

    @Bean(destroyMethod = "")
    Spool spool(MaruSettings settings, GatewaySettings gateway) throws IOException {
        var spools = Files.createDirectories(settings.home().resolve(FOLDER));
        return Spool.open(
                // A new folder for each start: what an earlier one left is always adopted in the same way.
                () -> spools.resolve(Ids.timeOrdered().toString()),
                gateway.spool().segmentSize().toBytes(),
                gateway.spool().reserve().toBytes());
    }

    @Bean
    SpoolShipper spoolShipper(
            MaruSettings settings,
            Spool spool,
            SystemDb system,
            ObjectProvider<LedgerFollower> followers,
            MeterRegistry meters)
            throws IOException {
        return new SpoolShipper(
                settings.home().resolve(FOLDER),
                spool,
                system,
                () -> followers.stream().toList(),
                meters);
    }

    @Bean
    SpoolLifecycle spoolLifecycle(Spool spool, SpoolShipper shipper, GatewaySettings gateway) {
        return new SpoolLifecycle(spool, shipper, gateway.spool().flushTimeout());
    }
}
