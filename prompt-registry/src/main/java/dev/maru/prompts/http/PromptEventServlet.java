package dev.maru.prompts.http;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.StreamGuard;
import dev.maru.prompts.PromptEvent;
import dev.maru.prompts.PromptFetch;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Tells applications that keep copies what changed, as server-sent events. Events name and carry no content. Who was away,
 * or too slow, gets {@code reset} and asks again for what it keeps.
 */
class PromptEventServlet extends HttpServlet {
    private static final int BACKLOG = 1_000;

    /** How soon a revoked key or a shutdown ends a stream. */
    private static final long LOOK_UP_MILLIS = 500;

    private static final int LOOKS_PER_HEARTBEAT = 30;

    private final transient PromptFetch fetch;
    private final transient StreamGuard guard;
    private final transient HandlerExceptionResolver errors;
    private volatile boolean closing;

    PromptEventServlet(PromptFetch fetch, StreamGuard guard, HandlerExceptionResolver errors) {
        this.fetch = fetch;
        this.guard = guard;
        this.errors = errors;
    }

    /** Ends all streams, so that a shutdown need not wait for them. */
    void close() {
        closing = true;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var caller = PromptServlet.caller(request);
        var events = new ArrayBlockingQueue<PromptEvent>(BACKLOG);
        var lost = new AtomicBoolean();
        try (var subscription = fetch.subscribe(caller, event -> {
            if (!events.offer(event)) {
                lost.set(true);
            }
        })) {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            // Whoever connects may have missed something before.
            lost.set(true);
            stream(caller, events, lost, response.getOutputStream());
        } catch (RuntimeException e) {
            if (errors.resolveException(request, response, null, e) == null) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(Caller caller, BlockingQueue<PromptEvent> events, AtomicBoolean lost, OutputStream output)
            throws IOException, InterruptedException {
        int quiet = 0;
        while (!closing && guard.stillValid(caller)) {
            if (lost.getAndSet(false)) {
                events.clear();
                send(output, "event: reset\ndata: {}\n\n");
            }
            var event = events.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                send(output, frame(event));
                quiet = 0;
            } else if (++quiet == LOOKS_PER_HEARTBEAT) {
                send(output, ": still here\n\n");
                quiet = 0;
            }
        }
    }

    private static void send(OutputStream output, String frame) throws IOException {
        output.write(frame.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    private static String frame(PromptEvent event) {
        var data = RequestBody.MAPPER.createObjectNode();
        data.put("prompt", event.prompt().toString());
        data.put("name", event.name().value());
        var type = switch (event) {
            case PromptEvent.VersionCreated created -> {
                data.put("version", created.version());
                yield "version-created";
            }
            case PromptEvent.LabelMoved moved -> {
                data.put("label", moved.label().value());
                data.put("from", moved.from());
                data.put("to", moved.to());
                yield "label-moved";
            }
            case PromptEvent.Deleted deleted -> "prompt-deleted";
            case PromptEvent.Changed changed -> "prompt-changed";
        };
        return "event: " + type + "\ndata: " + data + "\n\n";
    }
}
