package dev.maru.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Speaks Maru's HTTP API about prompts, well or badly, as a test wants it. */
final class FakeMaru implements AutoCloseable {
    static final String KEY = "maru_sk_test";

    private final Map<String, FakePrompt> prompts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<FakeStream> streams = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;
    private ExecutorService threads = Executors.newCachedThreadPool();
    private volatile @Nullable Answer always;
    private volatile @Nullable Answer streamAnswer;
    private volatile boolean isHalf;
    private final AtomicInteger drops = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** A request as it came. */
    record Asked(String method, String path, Map<String, String> headers, String body) {
        boolean isFetch() {
            return method.equals("GET") && path.startsWith("/v1/prompts/");
        }

        boolean isStream() {
            return path.equals("/v1/prompt-events");
        }
    }

    record Answer(int status, String type, String body) {
        /** As Maru tells of errors. */
        static Answer problem(int status, String slug, String detail) {
            var body = new LinkedHashMap<String, Object>();
            body.put("type", "/problems/" + slug);
            body.put("title", "T");
            body.put("status", status);
            body.put("detail", detail);
            body.put("requestId", "req_1");
            return new Answer(status, "application/problem+json", new String(Json.write(body), StandardCharsets.UTF_8));
        }
    }

    /** A prompt with its versions and labels. */
    static final class FakePrompt {
        private final Map<Integer, String> bodies = new ConcurrentSkipListMap<>();
        private final Map<String, Integer> labels = new ConcurrentSkipListMap<>();

        FakePrompt version(int version, String jsonOfBody) {
            bodies.put(version, jsonOfBody);
            return this;
        }

        FakePrompt text(int version, String text) {
            return version(version, "\"" + text + "\"");
        }

        FakePrompt label(String label, int version) {
            labels.put(label, version);
            return this;
        }

        FakePrompt unlabel(String label) {
            labels.remove(label);
            return this;
        }
    }

    FakeMaru() {
        server = start(0);
        port = server.getAddress().getPort();
    }

    private HttpServer start(int wanted) {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            made.createContext("/", this::handle);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the port; connections that are open break. */
    void stop() {
        streams.forEach(FakeStream::end);
        streams.clear();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Opens the same port again. */
    void startAgain() {
        threads = Executors.newCachedThreadPool();
        server = start(port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    FakePrompt prompt(String name) {
        return prompts.computeIfAbsent(name, made -> new FakePrompt());
    }

    void delete(String name) {
        prompts.remove(name);
    }

    /** Answers each request but those for the stream like this. */
    void answerAlways(Answer answer) {
        always = answer;
    }

    void answerNormally() {
        always = null;
    }

    /** Answers the next requests for the stream like this. */
    void refuseStreams(@Nullable Answer answer) {
        streamAnswer = answer;
    }

    /** Fetches are received and not answered until {@link #release}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Closes the connection instead of answering, so many times. */
    void dropNext(int requests) {
        drops.set(requests);
    }

    /** Answers begin and do not end until {@link #release}. */
    void answerHalf() {
        isHalf = true;
        hold();
    }

    void release() {
        gate.countDown();
    }

    List<Asked> asked(Predicate<Asked> which) {
        return asked.stream().filter(which).toList();
    }

    List<Asked> fetches() {
        return asked(Asked::isFetch);
    }

    int openStreams() {
        return streams.size();
    }

    void push(String event, String data) {
        sendRaw("event: " + event + "\ndata: " + data + "\n\n");
    }

    void sendRaw(String frame) {
        streams.removeIf(stream -> !stream.send(frame));
    }

    /** Ends all streams as a server that shuts down. */
    void endStreams() {
        streams.forEach(FakeStream::end);
        streams.clear();
    }

    @Override
    public void close() {
        release();
        stop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        var uri = exchange.getRequestURI();
        var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var request = new Asked(exchange.getRequestMethod(), path, headers, body);
        asked.add(request);
        try {
            if (request.isStream()) {
                stream(exchange);
                return;
            }
            if (isHalf) {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().flush();
            }
            gate.await();
            if (drops.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                exchange.close();
                return;
            }
            var override = always;
            write(exchange, request, override != null ? override : answer(request));
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        var override = streamAnswer;
        if (override != null) {
            write(exchange, null, override);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
        exchange.sendResponseHeaders(200, 0);
        var stream = new FakeStream(exchange);
        stream.send("event: reset\ndata: {}\n\n");
        streams.add(stream);
        stream.awaitEnd();
    }

    private Answer answer(Asked request) {
        var rest = request.path().substring("/v1/prompts/".length());
        var name = URLDecoder.decode(rest.replaceFirst("[?/].*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
        var prompt = prompts.get(name);
        if (prompt == null) {
            return Answer.problem(404, "prompt-not-found", "There is no prompt.");
        }
        if (request.method().equals("POST")) {
            return new Answer(
                    200,
                    "application/json",
                    "{\"name\":\"n\",\"version\":1,\"label\":null,\"text\":\"rendered\",\"messages\":[{\"role\":\"system\","
                            + "\"content\":\"rendered\"}],\"config\":{\"temperature\":0.1}}");
        }
        var query = request.path().replaceFirst(".*\\?", "");
        var version = query.startsWith("version=")
                ? Integer.valueOf(query.substring("version=".length()))
                : prompt.labels.get(query.replaceFirst("&.*", "").substring("label=".length()));
        var body = version == null ? null : prompt.bodies.get(version);
        if (version == null || body == null) {
            return Answer.problem(404, "prompt-not-found", "There is no such label or version.");
        }
        var labels = prompt.labels.entrySet().stream()
                .filter(label -> label.getValue().equals(version))
                .map(Map.Entry::getKey)
                .toList();
        return new Answer(200, "application/json", json(name, version, body, labels));
    }

    private static String json(String name, int version, String body, List<String> labels) {
        var config = Map.of("model", "maru/offline", "temperature", new BigDecimal("0.1"));
        var facts = new TreeMap<String, @Nullable Object>(Map.of(
                "id",
                "prm_1",
                "name",
                name,
                "version",
                version,
                "type",
                body.startsWith("\"") ? "text" : "chat",
                "config",
                config,
                "labels",
                labels,
                "tags",
                List.of("t"),
                "variables",
                List.of(Map.of("name", "who", "usage", "value", "required", true)),
                "contentHash",
                "sha256:" + version,
                "createdAt",
                "2026-01-31T12:00:00Z"));
        var json = new String(Json.write(facts), StandardCharsets.UTF_8);
        return json.substring(0, json.length() - 1) + ",\"prompt\":" + body + "}";
    }

    private static void write(HttpExchange exchange, @Nullable Asked request, Answer answer) throws IOException {
        try (exchange) {
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            var etag = '"' + Sha256.hex(bytes).substring(0, 32) + '"';
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (answer.status() == 200) {
                exchange.getResponseHeaders().set("ETag", etag);
            }
            if (answer.status() == 200
                    && request != null
                    && etag.equals(request.headers().get("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
