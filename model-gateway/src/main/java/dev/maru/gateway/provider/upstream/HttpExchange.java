package dev.maru.gateway.provider.upstream;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamFailure.Kind;
import dev.maru.gateway.provider.UpstreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** One exchange over Apache HttpClient. */
final class HttpExchange implements UpstreamExchange {
    private static final long AT_ONCE_NANOS = 1_000_000_000;

    private final CloseableHttpClient client;
    private final HttpUriRequestBase request;
    private final String slug;
    private final HttpClientContext context = HttpClientContext.create();
    private @Nullable ClassicHttpResponse response;

    HttpExchange(CloseableHttpClient client, HttpUriRequestBase request, String slug) {
        this.client = client;
        this.request = request;
        this.slug = slug;
    }

    @Override
    public UpstreamResponse send() throws UpstreamFailure {
        var sentAt = System.nanoTime();
        try {
            var answer = client.executeOpen(null, request, context);
            response = answer;
            var headers = new HashMap<String, String>();
            for (var header : answer.getHeaders()) {
                headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
            }
            var entity = answer.getEntity();
            var body = entity == null ? InputStream.nullInputStream() : entity.getContent();
            return new UpstreamResponse(answer.getCode(), headers, body);
        } catch (PlatformException e) {
            throw new UpstreamFailure(Kind.EGRESS_REFUSED, e.detail(), e);
        } catch (UnknownHostException e) {
            throw failure(Kind.NOT_CONNECTED, "has a base URL whose host is not known", e);
        } catch (ConnectTimeoutException | ConnectionRequestTimeoutException e) {
            throw failure(Kind.CONNECT_TIMEOUT, "took no connection in time", e);
        } catch (HttpHostConnectException | NoRouteToHostException e) {
            throw failure(Kind.NOT_CONNECTED, "cannot be reached: nothing takes connections there", e);
        } catch (SocketTimeoutException e) {
            throw failure(Kind.TIMEOUT, "did not answer in time", e);
        } catch (IOException e) {
            if (closedWhileIdle(e, System.nanoTime() - sentAt)) {
                throw failure(Kind.CLOSED_WHILE_IDLE, "closed a kept connection as the call went out", e);
            }
            throw failure(Kind.BROKEN, "broke the connection before it answered", e);
        }
    }

    /**
     * Servers close what was idle for long, and a request may cross that close on its way (RFC 9112, section 9.5). It
     * shows at once and on a used connection only; a server that breaks off later may have done the work.
     */
    private boolean closedWhileIdle(IOException failure, long nanos) {
        var connection = context.getEndpointDetails();
        return (failure instanceof NoHttpResponseException || failure instanceof SocketException)
                && !request.isAborted()
                && connection != null
                && connection.getRequestCount() > 1
                && nanos < AT_ONCE_NANOS;
    }

    private UpstreamFailure failure(Kind kind, String what, Exception cause) {
        return new UpstreamFailure(kind, "The connection \"" + slug + "\" " + what + ".", cause);
    }

    @Override
    public void abort() {
        request.abort();
    }

    @Override
    public void close() {
        var answer = response;
        if (answer != null) {
            try {
                answer.close();
            } catch (IOException e) {
                // The answer is settled; a connection that fails to close is closed.
                request.abort();
            }
        }
    }
}
