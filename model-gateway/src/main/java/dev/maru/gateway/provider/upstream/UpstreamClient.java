package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.ProviderBody;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.platform.egress.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP client for providers: it connects only to addresses that the egress guard resolved, and follows nothing. */
public final class UpstreamClient implements AutoCloseable {
    private static final Timeout SHORT = Timeout.ofSeconds(10);
    private static final Timeout GLANCE = Timeout.ofSeconds(3);

    private final CloseableHttpClient client;
    private final RequestConfig calls;
    private final RequestConfig questions;
    private final RequestConfig glances;

    public UpstreamClient(EgressGuard egress, GatewaySettings settings) {
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
        this.glances = config(GLANCE);
    }

    private static RequestConfig config(Timeout silence) {
        return RequestConfig.custom()
                .setResponseTimeout(silence)
                .setConnectionRequestTimeout(SHORT)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /**
     * A model call; whoever waits for it sets the limits.
     *
     * @param headers of the provider, such as its key; the request's own come after them
     */
    public UpstreamExchange post(ProviderRequest request, URI address, Map<String, String> headers) {
        return post(request, request.body(), address, headers);
    }

    /** The same with another body than the request's. */
    public UpstreamExchange post(ProviderRequest request, ProviderBody body, URI address, Map<String, String> headers) {
        var post = new HttpPost(address);
        post.setHeader(HttpHeaders.ACCEPT, request.stream() ? "text/event-stream" : "application/json");
        headers.forEach(post::setHeader);
        request.headers().forEach(post::setHeader);
        post.setEntity(new BodyEntity(body, ContentType.APPLICATION_JSON));
        post.setConfig(calls);
        return new HttpExchange(client, post, request.endpoint().slug());
    }

    /** A question with a body and a short answer. */
    public UpstreamExchange ask(ProviderEndpoint endpoint, URI address, byte[] body, Map<String, String> headers) {
        var post = new HttpPost(address);
        post.setHeader(HttpHeaders.ACCEPT, "application/json");
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setConfig(questions);
        return new HttpExchange(client, post, endpoint.slug());
    }

    /** A question with a short answer. */
    UpstreamExchange get(ProviderEndpoint endpoint, URI address, Map<String, String> headers) {
        return get(endpoint, address, "application/json", headers, questions);
    }

    /** A question that is asked again and again, so that it is worth little patience. */
    public UpstreamExchange glance(ProviderEndpoint endpoint, URI address, String accept, Map<String, String> headers) {
        return get(endpoint, address, accept, headers, glances);
    }

    private UpstreamExchange get(
            ProviderEndpoint endpoint,
            URI address,
            String accept,
            Map<String, String> headers,
            RequestConfig patience) {
        var get = new HttpGet(address);
        get.setHeader(HttpHeaders.ACCEPT, accept);
        headers.forEach(get::setHeader);
        get.setConfig(patience);
        return new HttpExchange(client, get, endpoint.slug());
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
