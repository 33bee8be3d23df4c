package dev.maru.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what Maru pushes, and connects again whenever the stream ends: sooner at first, then less and less often, and
 * each client at another moment.
 */
final class PromptEvents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PromptEvents.class.getName());
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** Three times as long as Maru is ever quiet on a stream that lives. */
    static final Duration QUIET_LIMIT = Duration.ofSeconds(45);

    /** Whoever is sent away like this comes back rarely. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    private final MaruHttp http;
    private final Listener listener;
    private final Timers timers;
    private final LongSupplier ticker;
    private final DoubleSupplier random;

    private @Nullable Connection current;
    private boolean isStarted;
    private boolean isClosed;
    private int attempts;
    private volatile String lastId = "";

    /** Is told on threads of the HTTP client, and must not wait. */
    interface Listener {
        /** Something about this prompt is no longer what it was. */
        void changed(String name);

        /** Nobody knows what changed: there was no stream for a while. */
        void missed();
    }

    /** @param random between 0 and 1 */
    PromptEvents(MaruHttp http, Listener listener, Timers timers, LongSupplier ticker, DoubleSupplier random) {
        this.http = http;
        this.listener = listener;
        this.timers = timers;
        this.ticker = ticker;
        this.random = random;
    }

    /** Begins to listen, if it has not. */
    synchronized void start() {
        if (!isStarted) {
            isStarted = true;
            timers.after(Duration.ZERO, this::connect);
        }
    }

    synchronized boolean isListening() {
        return current != null && current.isOpen;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (current != null) {
            current.abort();
            current = null;
        }
    }

    private void connect() {
        Connection connection;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            connection = new Connection();
            current = connection;
        }
        connection.open();
    }

    private synchronized boolean isCurrent(Connection connection) {
        return current == connection;
    }

    private synchronized void ended(Connection connection, String reason, boolean isRefused) {
        if (current != connection) {
            return;
        }
        current = null;
        attempts = connection.wasSteady() ? 0 : attempts + 1;
        var delay = isRefused ? LONGEST_DELAY : delay(attempts);
        var jittered = Duration.ofNanos((long) (delay.toNanos() * (0.5 + random.getAsDouble() / 2)));
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "no push of prompt changes (" + reason + "); next attempt in " + jittered);
        timers.after(jittered, this::connect);
    }

    private static Duration delay(int attempts) {
        long nanos = FIRST_DELAY.toNanos() << Math.min(Math.max(attempts - 1, 0), 10);
        return Duration.ofNanos(Math.min(nanos, LONGEST_DELAY.toNanos()));
    }

    /** One stream, from its request to its end. */
    private final class Connection implements Flow.Subscriber<List<ByteBuffer>> {
        private final EventStreamParser parser = new EventStreamParser(this::take);
        private volatile @Nullable CompletableFuture<Integer> exchange;
        private volatile Flow.@Nullable Subscription subscription;
        private volatile long lastHeard = ticker.getAsLong();
        private volatile long openedAt;
        private volatile boolean isOpen;
        private boolean isFirst = true;

        void open() {
            try {
                var opened = http.events(lastId, this);
                exchange = opened;
                var unused = opened.whenComplete(this::ended);
            } catch (RuntimeException e) {
                PromptEvents.this.ended(this, e.toString(), false);
            }
            timers.after(QUIET_LIMIT, this::watch);
        }

        private void ended(@Nullable Integer status, @Nullable Throwable error) {
            var reason = error != null ? error.toString() : "status " + status;
            PromptEvents.this.ended(this, reason, status != null && REFUSALS.contains(status));
        }

        boolean wasSteady() {
            return isOpen && ticker.getAsLong() - openedAt >= LONGEST_DELAY.toNanos();
        }

        void abort() {
            var stream = subscription;
            if (stream != null) {
                stream.cancel();
            }
            var request = exchange;
            if (request != null) {
                request.cancel(true);
            }
        }

        private void watch() {
            if (!isCurrent(this)) {
                return;
            }
            var quiet = Duration.ofNanos(ticker.getAsLong() - lastHeard);
            if (quiet.compareTo(QUIET_LIMIT) < 0) {
                timers.after(QUIET_LIMIT.minus(quiet), this::watch);
                return;
            }
            PromptEvents.this.ended(this, "nothing heard for " + quiet, false);
            abort();
        }

        @Override
        public void onSubscribe(Flow.Subscription stream) {
            if (!isCurrent(this)) {
                stream.cancel();
                return;
            }
            openedAt = ticker.getAsLong();
            lastHeard = openedAt;
            subscription = stream;
            // Maru listens for us already; what happened before, nobody told.
            listener.missed();
            isOpen = true;
            stream.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            lastHeard = ticker.getAsLong();
            try {
                buffers.forEach(parser::read);
            } catch (RuntimeException e) {
                PromptEvents.this.ended(this, e.toString(), false);
                abort();
            }
        }

        @Override
        public void onError(Throwable error) {
            // The future of the exchange says the same.
        }

        @Override
        public void onComplete() {
            // The future of the exchange says the same.
        }

        private void take(EventStreamParser.Event event) {
            lastId = event.id();
            boolean isGreeting = isFirst && event.type().equals("reset");
            isFirst = false;
            if (isGreeting) {
                return;
            }
            var name = name(event);
            if (name == null) {
                listener.missed();
            } else {
                listener.changed(name);
            }
        }
    }

    /** The prompt that an event is about, whatever its type; null for an event about all of them. */
    private static @Nullable String name(EventStreamParser.Event event) {
        try {
            var data = Json.readObject(event.data().getBytes(StandardCharsets.UTF_8));
            return data.get("name") instanceof String name ? name : null;
        } catch (Json.UnreadableException e) {
            return null;
        }
    }
}
