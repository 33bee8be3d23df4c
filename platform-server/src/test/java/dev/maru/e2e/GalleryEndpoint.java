package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.Engine;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.testing.provider.ScriptedProvider;
import java.math.BigDecimal;
import java.time.Duration;

/** An endpoint on own GPUs with work to do. */
record GalleryEndpoint(RunningMaru maru, Caller caller, ScriptedProvider provider) {
    void describe(Connection connection) {
        provider.metrics("""
                vllm:num_requests_running{engine="0"} 41
                vllm:num_requests_waiting{engine="0"} 3
                vllm:kv_cache_usage_perc{engine="0"} 0.734
                """);
        var hosted = maru.bean(HostingService.class)
                .put(
                        caller,
                        connection.id(),
                        null,
                        new Hosting(
                                Engine.VLLM,
                                "A100-80GB",
                                8,
                                new BigDecimal("1.64"),
                                "USD",
                                64,
                                Duration.ofMinutes(2),
                                null,
                                null,
                                new BigDecimal("0.3"),
                                BigDecimal.ZERO,
                                new BigDecimal("1480")));
        assertThat(hosted.version()).isZero();
    }
}
