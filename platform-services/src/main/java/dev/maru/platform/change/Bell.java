package dev.maru.platform.change;

import dev.maru.platform.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for NOTIFY on a connection of its own and rings; losing it only costs time, for the feed polls as well. */
final class Bell implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bell.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final int WAIT_MILLIS = 10_000;

    private final @Nullable DatabaseUrl url;
    private volatile boolean closed;
    private volatile @Nullable Connection connection;

    Bell(@Nullable DatabaseUrl url) {
        this.url = url;
    }

    /** A bell that never rings. */
    static Bell silent() {
        return new Bell(null);
    }

    void start(Runnable ring) {
        var where = url;
        if (where == null) {
            return;
        }
        // A platform thread: the driver holds its lock while it waits for a notification.
        Thread.ofPlatform().daemon().name("change-bell").start(() -> {
            while (!closed) {
                listen(where, ring);
                LockSupport.parkNanos(RECONNECT.toNanos());
            }
        });
    }

    private void listen(DatabaseUrl where, Runnable ring) {
        try (var opened = DriverManager.getConnection(where.jdbcUrl(), where.user(), where.password());
                var statement = opened.createStatement()) {
            connection = opened;
            statement.execute("listen " + ChangeRepository.CHANNEL);
            var notifications = opened.unwrap(PGConnection.class);
            while (!closed) {
                var rung = notifications.getNotifications(WAIT_MILLIS);
                if (rung != null && rung.length > 0) {
                    ring.run();
                }
            }
        } catch (SQLException e) {
            if (!closed) {
                log.debug("The bell lost its connection: {}", e.toString());
            }
        } finally {
            connection = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        var open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.debug("Closing the bell: {}", e.toString());
            }
        }
    }
}
