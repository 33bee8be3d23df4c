package dev.maru.gateway.hosting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An inference server as vLLM is one: health, metrics, a model with an adapter, and the same short answer to all. */
public final class FakeEngine implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile int health = 200;
    private volatile String metrics = "";

    public FakeEngine() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            looks.incrementAndGet();
            answer(exchange, health, "text/plain", "");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, "text/plain", metrics));
        server.createContext("/v1/models", exchange -> answer(exchange, 200, "application/json", """
                {"object":"list","data":[
                  {"id":"base","object":"model","root":"/models/base","parent":null},
                  {"id":"sql-lora","object":"model","root":"/adapters/sql","parent":"base"}]}"""));
        server.createContext("/v1/chat/completions", this::chat);
        server.start();
    }

    private void chat(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        if (health != 200) {
            answer(exchange, health, "application/json", "{\"error\":{\"message\":\"Loading model\"}}");
            return;
        }
        answer(exchange, 200, "application/json", """
                {"id":"x","object":"chat.completion","created":1,"model":"base","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":900,"completion_tokens":100,"total_tokens":1000}}""");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public void health(int status) {
        health = status;
    }

    public void load(int waiting, int running, double cache) {
        metrics = "vllm:num_requests_waiting{engine=\"0\"} " + waiting + "\nvllm:num_requests_running{engine=\"0\"} "
                + running + "\nvllm:kv_cache_usage_perc{engine=\"0\"} " + cache + "\n";
    }

    public int calls() {
        return calls.get();
    }

    public int looks() {
        return looks.get();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
