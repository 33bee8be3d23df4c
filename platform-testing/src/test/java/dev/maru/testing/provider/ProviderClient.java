package dev.maru.testing.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the provider, through a real client or byte by byte. */
final class ProviderClient {
    static final String CHAT = """
            {"model":"scripted-large","messages":[{"role":"user","content":"hello there"}]}""";
    static final String STREAM = """
            {"model":"scripted-large","stream":true,"messages":[{"role":"user","content":"hello there"}]}""";
    static final String STREAM_WITH_USAGE = """
            {"model":"scripted-large","stream":true,"stream_options":{"include_usage":true},\
            "messages":[{"role":"user","content":"hello there"}]}""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScriptedProvider provider;

    ProviderClient(ScriptedProvider provider) {
        this.provider = provider;
    }

    HttpResponse<String> chat(String body) throws IOException, InterruptedException {
        return post("/chat/completions", body);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(String body) throws IOException, InterruptedException {
        return http.send(request("/chat/completions", body), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + provider.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Sends a chat request over a plain socket, which the caller reads and closes. */
    Socket raw(String body) throws IOException {
        var socket = new Socket("127.0.0.1", provider.port());
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /** Reads until the text was seen. */
    static String readUntil(Socket socket, String text) throws IOException {
        var seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.UTF_8).contains(text)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("end of stream after " + seen.toString(StandardCharsets.UTF_8));
            }
            seen.write(next);
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    /** The data of each event of a stream. */
    static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /** The events of a stream that are JSON. */
    static List<JsonNode> events(String stream) {
        return data(stream).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(JSON::readTree)
                .toList();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The answer's text, put together from the deltas of a chat stream. */
    static String text(String stream) {
        var text = new StringBuilder();
        for (var event : events(stream)) {
            for (var choice : event.path("choices")) {
                text.append(choice.path("delta").path("content").asString(""));
            }
        }
        return text.toString();
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
                .header("Authorization", "Bearer key-1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
