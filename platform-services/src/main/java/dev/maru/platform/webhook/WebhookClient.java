package dev.maru.platform.webhook;

import dev.maru.core.problem.PlatformException;
import dev.maru.platform.egress.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads a little of the answer. Every request resolves its host anew and connects to the addresses
 * that the egress guard allowed; redirects are not followed, and no connection is kept for the next one.
 */
final class WebhookClient implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(5);

    /** From the first look at the host's name to the last byte that is read. */
    static final Duration TOTAL = Duration.ofSeconds(15);

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient client;
    private final Duration total;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    WebhookClient(EgressGuard egress) {
        this(egress, TOTAL);
    }

    WebhookClient(EgressGuard egress, Duration total) {
        this.total = total;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(egress))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.of(total)).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("maru-webhooks")
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(total))
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    WebhookAnswer send(WebhookRequest request) {
        var post = new HttpPost(request.uri());
        post.setHeader("webhook-id", request.id());
        post.setHeader("webhook-timestamp", Long.toString(request.at().getEpochSecond()));
        post.setHeader("webhook-signature", request.signature());
        post.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
        long begun = System.nanoTime();
        var deadline = deadlines.schedule(post::abort, total.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return send(post, request, begun);
        } catch (PlatformException e) {
            return failed(DeliveryFault.EGRESS_REFUSED, e.detail(), begun);
        } catch (IOException e) {
            return failed(post.isAborted() ? DeliveryFault.TIMEOUT : fault(e), "", begun);
        } finally {
            deadline.cancel(false);
        }
    }

    private WebhookAnswer send(HttpPost post, WebhookRequest request, long begun) throws IOException {
        var response = client.executeOpen(null, post, null);
        try {
            var status = response.getCode();
            var retryAfter = response.getFirstHeader("retry-after");
            return new WebhookAnswer(
                    status,
                    fault(status),
                    AnswerExcerpt.of(response.getEntity()),
                    retryAfter == null ? null : RetryAfter.parse(retryAfter.getValue(), request.at()),
                    since(begun));
        } finally {
            end(post, response);
        }
    }

    /** Cuts the connection first: closing an answer would read it to its end. */
    private static void end(HttpPost post, ClassicHttpResponse response) {
        post.abort();
        try {
            response.close();
        } catch (IOException e) {
            // It was cut.
        }
    }

    private static @Nullable DeliveryFault fault(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        if (status == 410) {
            return DeliveryFault.GONE;
        }
        return status >= 300 && status < 400 ? DeliveryFault.REDIRECTED : DeliveryFault.REFUSED;
    }

    private static DeliveryFault fault(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> DeliveryFault.UNKNOWN_HOST;
            case ConnectTimeoutException late -> DeliveryFault.TIMEOUT;
            case SocketTimeoutException late -> DeliveryFault.TIMEOUT;
            case HttpHostConnectException refused -> DeliveryFault.NOT_CONNECTED;
            case NoRouteToHostException nowhere -> DeliveryFault.NOT_CONNECTED;
            case SSLException untrusted -> DeliveryFault.NOT_TRUSTED;
            default -> DeliveryFault.BROKEN;
        };
    }

    private static WebhookAnswer failed(DeliveryFault fault, String why, long begun) {
        return new WebhookAnswer(null, fault, why, null, since(begun));
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
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
