package dev.maru.sdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests that Maru is sent. Nothing here waits for an answer. */
final class MaruHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            // Without it each first request to a plain-text server asks for an upgrade that some proxies choke on.
            .version(HttpClient.Version.HTTP_1_1)
            // The key goes to the base URL and nowhere else.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String baseUrl;
    private final String apiKey;
    private final Duration timeout;

    MaruHttp(String baseUrl, String apiKey, Duration timeout) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.timeout = timeout;
    }

    /** Asks for a prompt; the future never fails. */
    CompletableFuture<FetchOutcome> fetch(PromptKey key, @Nullable Copy known) {
        var request = request("/v1/prompts/" + key.path()).header("Accept", "application/json");
        if (known != null && !known.prompt().etag().isEmpty()) {
            request.header("If-None-Match", known.prompt().etag());
        }
        return send(request.build(), info -> BodySubscribers.ofByteArray()).handle((response, error) -> {
            if (response == null) {
                return new FetchOutcome.Failed(unavailable(error));
            }
            return outcome(known, response);
        });
    }

    private FetchOutcome outcome(@Nullable Copy known, HttpResponse<byte[]> response) {
        if (response.statusCode() == 304 && known != null) {
            return new FetchOutcome.NotModified();
        }
        if (response.statusCode() != 200) {
            return new FetchOutcome.Failed(problem(response));
        }
        try {
            var json = response.body();
            var etag = response.headers().firstValue("ETag").orElse("");
            return new FetchOutcome.Found(Copy.of(PromptJson.prompt(json, etag), json.length), json);
        } catch (Json.UnreadableException e) {
            return new FetchOutcome.Failed(unreadable(e));
        }
    }

    /** Has Maru fill the variables in; the future fails with a {@link MaruException}. */
    CompletableFuture<RenderedPrompt> render(String name, Map<String, ? extends @Nullable Object> body) {
        var request = request("/v1/prompts/" + PromptKey.encode(name) + "/render")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .build();
        return send(request, info -> BodySubscribers.ofByteArray()).handle((response, error) -> {
            if (response == null) {
                throw unavailable(error);
            }
            if (response.statusCode() != 200) {
                throw problem(response);
            }
            try {
                return PromptJson.rendered(response.body());
            } catch (Json.UnreadableException e) {
                throw unreadable(e);
            }
        });
    }

    /**
     * Opens the stream of prompt events. The future holds the status once the stream has ended, and fails if it broke; to
     * cancel it ends the stream.
     *
     * @param events receives the stream if there is one
     */
    CompletableFuture<Integer> events(String lastEventId, Flow.Subscriber<List<ByteBuffer>> events) {
        var request = request("/v1/prompt-events").header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        BodyHandler<Void> handler = info -> {
            boolean isStream = info.statusCode() == 200
                    && info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            return isStream ? BodySubscribers.fromSubscriber(events) : BodySubscribers.discarding();
        };
        // No timeout of the request: newer Java versions would end the stream with it.
        var exchange = client.sendAsync(request.build(), handler);
        var status = exchange.thenApply(HttpResponse::statusCode);
        var unused = status.whenComplete((ignored, error) -> {
            if (status.isCancelled()) {
                exchange.cancel(true);
            }
        });
        return status;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer " + apiKey)
                .header("User-Agent", "maru-sdk-java");
    }

    /** Every request here may be repeated; one that met a connection as it closed deserves another. */
    private <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler) {
        return attempt(request, handler)
                .exceptionallyCompose(
                        error -> isBroken(error) ? attempt(request, handler) : CompletableFuture.failedFuture(error));
    }

    private static boolean isBroken(Throwable error) {
        var cause = cause(error);
        return cause instanceof IOException
                && !(cause instanceof ConnectException)
                && !(cause instanceof HttpTimeoutException);
    }

    private static @Nullable Throwable cause(@Nullable Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private <T> CompletableFuture<HttpResponse<T>> attempt(HttpRequest request, BodyHandler<T> handler) {
        var exchange = client.sendAsync(request, handler);
        // The timeout of a request ends with its headers; this one counts for the body too.
        var answer = exchange.copy().orTimeout(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        return answer.whenComplete((response, error) -> {
            if (error != null) {
                exchange.cancel(true);
            }
        });
    }

    private MaruUnavailableException unavailable(@Nullable Throwable error) {
        var cause = cause(error);
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new MaruUnavailableException(
                    "Maru at " + baseUrl + " did not answer within " + timeout.toMillis() + " ms.", cause);
        }
        return new MaruUnavailableException(
                "Maru at " + baseUrl + " cannot be reached (" + cause
                        + "); is it running, and is the base URL the right one?",
                cause);
    }

    private MaruUnavailableException unreadable(Json.UnreadableException cause) {
        return new MaruUnavailableException(
                "What answers at " + baseUrl + " is not Maru's API (" + cause.getMessage() + "); check the base URL.",
                cause);
    }

    private MaruException problem(HttpResponse<byte[]> response) {
        var requestId = response.headers().firstValue("x-request-id").orElse(null);
        return Problem.of(baseUrl, response.statusCode(), requestId, response.body())
                .toException(null);
    }
}
