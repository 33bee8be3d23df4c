package dev.maru.testing.provider;

import dev.maru.testing.process.Await;
import dev.maru.testing.provider.HttpConnection.Incoming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model provider on a loopback port. Each request takes the next scripted reply of its endpoint; without one it gets
 * the standing reply, or an answer that follows from its last user message.
 */
public final class ScriptedProvider implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptedProvider.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BACKLOG = 1024;

    private final ProviderOptions options;
    private final Clock clock = Clock.systemUTC();
    private final Map<Endpoint, Queue<Reply>> scripts = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Function<ReceivedRequest, Reply>> standing = new ConcurrentHashMap<>();
    private final List<ReceivedRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<Long, Instant> disconnects = new ConcurrentHashMap<>();
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder served = new LongAdder();
    private final BillingLog billing = new BillingLog();
    private final Responder responder;
    private final @Nullable FixedReply fixedReply;
    private final int port;
    private volatile boolean closing;
    private volatile @Nullable String metrics;
    private volatile Listener listener;

    private ScriptedProvider(ProviderOptions options) {
        this.options = options;
        this.responder = new Responder(billing, options.models(), clock, () -> closing);
        this.fixedReply = options.fixedReply() ? new FixedReply(options.latency()) : null;
        for (var endpoint : Endpoint.values()) {
            scripts.put(endpoint, new ConcurrentLinkedQueue<>());
        }
        this.listener = listen(options.port());
        this.port = listener.socket().getLocalPort();
    }

    public static ScriptedProvider start() {
        return start(ProviderOptions.defaults());
    }

    public static ScriptedProvider start(ProviderOptions options) {
        return new ScriptedProvider(options);
    }

    public int port() {
        return port;
    }

    /** What {@code /metrics} answers, in Prometheus' text format; before, there is no such path. */
    public void metrics(String text) {
        metrics = text;
    }

    /** What a connection's base URL is set to, ending in /v1. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    /** The next requests of the endpoint get these replies, in this order. */
    public void script(Endpoint endpoint, Reply... replies) {
        queue(endpoint).addAll(List.of(replies));
    }

    /** The next chat requests get these replies, in this order. */
    public void script(Reply... replies) {
        script(Endpoint.CHAT, replies);
    }

    /** Every request of the endpoint that finds no scripted reply gets this one. */
    public void always(Endpoint endpoint, Function<ReceivedRequest, Reply> reply) {
        standing.put(endpoint, reply);
    }

    /** Like {@link #always(Endpoint, Function)} with the same reply each time. */
    public void always(Endpoint endpoint, Reply reply) {
        always(endpoint, request -> reply);
    }

    /** Every request that arrived, those still running included. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    public ReceivedRequest lastRequest() {
        return requests.getLast();
    }

    /** Waits until so many requests have arrived in all. */
    public List<ReceivedRequest> awaitRequests(int count) {
        Await.until(count + " requests", () -> requests.size() >= count);
        return requests();
    }

    /** What is charged, in the order of the requests. */
    public List<Billed> billed() {
        return billing.entries();
    }

    /** Waits until so many requests have been charged in all. */
    public List<Billed> awaitBilled(int count) {
        Await.until(count + " billed requests", () -> billing.entries().size() >= count);
        return billed();
    }

    /** Waits until the provider notices that the client of a request has left, and says when. */
    public Instant awaitDisconnect(long requestNumber) {
        Await.until("the disconnect of request " + requestNumber, () -> disconnects.containsKey(requestNumber));
        return disconnects.getOrDefault(requestNumber, Instant.EPOCH);
    }

    /** Requests that have no complete response yet. */
    public int running() {
        return running.size();
    }

    /** Waits until every response is complete or given up. */
    public void awaitQuiet() {
        Await.until("the end of all requests", running::isEmpty);
    }

    /** Goes away as a killed process does: the port is closed, and every connection with it. */
    public void refuseConnections() {
        listener.close();
        connections.forEach(HttpConnection::close);
    }

    /** Opens the same port again. */
    public void acceptConnections() {
        listener = listen(port);
    }

    /** Forgets scripts, requests and bills; requests in progress go on. */
    public void reset() {
        scripts.values().forEach(Queue::clear);
        standing.clear();
        requests.clear();
        disconnects.clear();
        billing.clear();
    }

    /** Ends everything, hanging replies too. */
    @Override
    public void close() {
        closing = true;
        listener.close();
        running.forEach(Exchange::clientIsGone);
        connections.forEach(HttpConnection::close);
    }

    /** The open port; the system lets go of it only when no thread waits on it any more. */
    private record Listener(ServerSocket socket, Thread thread) {
        void close() {
            try {
                socket.close();
                thread.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Listener listen(int onPort) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), BACKLOG);
            var thread = Thread.ofVirtual().name("scripted-provider").start(() -> accept(socket));
            return new Listener(socket, thread);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var accepted = socket.accept();
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("cannot accept a connection", e);
                }
            }
        }
    }

    /** Reads for as long as the client is there, so that its leaving is seen in the middle of a response too. */
    private void serve(Socket socket) {
        HttpConnection connection = null;
        Exchange last = null;
        try {
            connection = new HttpConnection(socket);
            connections.add(connection);
            for (var next = connection.read(); next != null; next = connection.read()) {
                if (last != null) {
                    last.awaitFinish();
                }
                if (fixedReply != null && next.target().endsWith("/chat/completions")) {
                    fixedReply.respond(connection, next.body());
                    served.increment();
                } else {
                    last = begin(next, connection);
                }
                if (!next.keepAlive() && last != null) {
                    last.awaitFinish();
                    break;
                }
            }
        } catch (IOException e) {
            LOG.debug("a connection ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (last != null && !last.isComplete()) {
                disconnects.put(last.request().number(), clock.instant());
                last.clientIsGone();
                awaitFinish(last);
            }
            if (connection != null) {
                connection.close();
                connections.remove(connection);
            }
        }
    }

    private Exchange begin(Incoming incoming, HttpConnection connection) {
        var request = new ReceivedRequest(
                numbers.incrementAndGet(),
                incoming.method(),
                incoming.target(),
                incoming.headers(),
                incoming.body(),
                clock.instant());
        var exchange = new Exchange(request, connection);
        running.add(exchange);
        Thread.ofVirtual().start(() -> handle(exchange));
        return exchange;
    }

    private void handle(Exchange exchange) {
        try {
            respond(exchange);
        } catch (IOException e) {
            LOG.debug(
                    "request {} was not answered to its end", exchange.request().number(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the scripted provider failed", e);
            exchange.cut(true);
        } finally {
            running.remove(exchange);
            exchange.finish();
        }
    }

    private void respond(Exchange exchange) throws IOException, InterruptedException {
        var request = exchange.request();
        var json = Map.of("content-type", "application/json");
        if (request.path().equals("/health")) {
            exchange.send(200, json, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var load = metrics;
        if (request.path().equals("/metrics") && load != null) {
            exchange.send(200, Map.of("content-type", "text/plain"), load.getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (request.path().equals("/_log")) {
            exchange.send(200, json, JSON.writeValueAsBytes(log()));
            return;
        }
        requests.add(request);
        var endpoint = Endpoint.ofPath(request.path()).orElse(null);
        if (endpoint == null) {
            responder.fail(exchange, Endpoint.CHAT, Reply.Status.of(404));
            return;
        }
        if (options.requiredKey() != null && !options.requiredKey().equals(request.credential())) {
            responder.fail(exchange, endpoint, Reply.Status.of(401));
            return;
        }
        exchange.pause(options.latency());
        responder.respond(exchange, endpoint, next(endpoint, request));
    }

    private @Nullable Reply next(Endpoint endpoint, ReceivedRequest request) {
        var scripted = queue(endpoint).poll();
        if (scripted != null) {
            return scripted;
        }
        var always = standing.get(endpoint);
        return always == null ? null : always.apply(request);
    }

    private Map<String, Object> log() {
        return Map.of(
                "requests", requests.size(),
                "fixedReplies", served.sum(),
                "running", running.size(),
                "billed", billed());
    }

    private Queue<Reply> queue(Endpoint endpoint) {
        return Objects.requireNonNull(scripts.get(endpoint));
    }

    private static void awaitFinish(Exchange exchange) {
        try {
            exchange.awaitFinish();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
