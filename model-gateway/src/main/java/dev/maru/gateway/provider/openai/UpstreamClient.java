package dev.maru.gateway.provider.openai;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.platform.egress.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP client for providers: it connects only to addresses that the egress guard resolved, and follows nothing. */
final class UpstreamClient implements AutoCloseable {
    private static final Timeout SHORT = Timeout.ofSeconds(10);

    private final CloseableHttpClient client;
    private final RequestConfig calls;
    private final RequestConfig questions;

    UpstreamClient(EgressGuard egress, GatewaySettings settings) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(egress))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(settings.upstreamConnections())
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("maru")
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(60))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
        // Silence is watched by the call path, which knows what it is waiting for; this is only the last resort.
        this.calls = config(Timeout.of(settings.totalTimeout().plusSeconds(30)));
        this.questions = config(SHORT);
    }

    private static RequestConfig config(Timeout silence) {
        return RequestConfig.custom()
                .setResponseTimeout(silence)
                .setConnectionRequestTimeout(SHORT)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /** A model call; whoever waits for it sets the limits. */
    UpstreamExchange prepare(HttpUriRequestBase request, String slug) {
        request.setConfig(calls);
        return new HttpExchange(client, request, slug);
    }

    /** A question with a short answer. */
    UpstreamExchange prepareShort(HttpUriRequestBase request, String slug) {
        request.setConfig(questions);
        return new HttpExchange(client, request, slug);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** Resolves and checks in one step, so that a name cannot change its address in between. */
    private record GuardedResolver(EgressGuard egress) implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return Stream.of(egress.resolve(host, port))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public InetAddress[] resolve(String host) {
            throw new UnsupportedOperationException("an address is allowed for a port, never without one");
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
