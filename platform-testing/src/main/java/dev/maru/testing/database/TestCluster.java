package dev.maru.testing.database;

import dev.maru.testing.process.Await;
import dev.maru.testing.process.Command;
import dev.maru.testing.process.ExitWatch;
import dev.maru.testing.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A private PostgreSQL cluster in a temporary folder, gone with the JVM. Most tests share one through
 * {@link TestDatabase#create()}; tests that stop the server take one of their own.
 */
public final class TestCluster implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "superuser";
    private static final int ATTEMPTS = 5;

    /** SIGQUIT ends PostgreSQL at once; the folder is thrown away, so nothing is lost. */
    private static final String CLEAN_UP = """
            pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
            [ -d "/proc/$pid" ] && [ "$(readlink "/proc/$pid/cwd")" != "$1/data" ] && pid=
            if [ -n "$pid" ]; then
              kill -QUIT "$pid"
              for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 "$pid" || break; sleep 0.1; done
              kill -KILL "$pid"
            fi
            rm -rf "$1"
            """;

    /**
     * Without fsync a crash of the machine could lose data, a crash of the server cannot: commits still reach the
     * operating system before they are acknowledged.
     */
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 300
            shared_buffers = 64MB
            fsync = off
            full_page_writes = off
            wal_level = minimal
            max_wal_senders = 0
            jit = off
            timezone = 'UTC'
            log_line_prefix = '%m [%p] %u@%d '
            """;

    private final PostgresBinaries binaries;
    private final Path folder;
    private final ExitWatch watch;
    private final AtomicInteger databases = new AtomicInteger();
    private int port;
    private @Nullable String template;

    private TestCluster(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
        this.watch = ExitWatch.arm(CLEAN_UP, folder.toString());
    }

    /** The cluster of this JVM, started on first use and stopped with the JVM. */
    public static TestCluster shared() {
        return Shared.CLUSTER;
    }

    /** A cluster of one's own, to stop and kill. */
    public static TestCluster dedicated() {
        var binaries = PostgresBinaries.find();
        try {
            var folder = Files.createTempDirectory(parentFolder(), "maru-pg");
            var cluster = new TestCluster(binaries, folder);
            cluster.initialise();
            cluster.startOnAFreePort();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** A superuser's connection to a database of this cluster. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, PASSWORD);
    }

    /** Stops the server as an operator would: open transactions are rolled back, connections closed. */
    public void stop() {
        control("stop", "-m", "fast", "-w");
    }

    /** Starts the server again, on the same port. */
    public void start() {
        try {
            control("start", "-w", "-l", folder.resolve("server.log").toString(), "-o", "-p " + port);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + log(), e);
        }
    }

    /** Kills the server as a crash would; the next {@link #start} recovers from the log. */
    public void kill() {
        long pid = serverPid();
        var backends = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        Command.run(List.of("kill", "-KILL", Long.toString(pid)));
        // A new server refuses to start while a backend of the dead one still holds the shared memory.
        Await.until("the end of the server's backends", () -> backends.stream().noneMatch(TestCluster::runs));
        try {
            // Until its parent has reaped it, the dead server would count as running.
            Files.delete(folder.resolve("data/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server logged so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("server.log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        watch.fire();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String nextName() {
        return "test_" + databases.incrementAndGet();
    }

    /** The name of a migrated database to copy, made on first use. */
    synchronized String template() {
        var made = template;
        if (made == null) {
            made = "migrated";
            Bootstrap.createDatabase(this, made);
            Bootstrap.migrate(this, made);
            template = made;
        }
        return made;
    }

    /** The server's own user must be able to enter every folder above its data, whatever the build sets as tmpdir. */
    private static Path parentFolder() {
        return Path.of(PostgresBinaries.isRoot() ? "/tmp" : System.getProperty("java.io.tmpdir"));
    }

    private void initialise() throws IOException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (PostgresBinaries.isRoot()) {
            Command.run(List.of("chown", "-R", "postgres:", folder.toString()));
        }
        var data = folder.resolve("data");
        Command.run(binaries.command(
                "initdb",
                List.of(
                        "--pgdata=" + data,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync")));
        var configuration = data.resolve("postgresql.conf");
        Files.writeString(configuration, Files.readString(configuration) + SETTINGS);
    }

    private void startOnAFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = FreePorts.next();
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void control(String action, String... arguments) {
        var all = new ArrayList<>(List.of(action, "-D", folder.resolve("data").toString(), "-s"));
        all.addAll(List.of(arguments));
        Command.run(binaries.command("pg_ctl", all));
    }

    private long serverPid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        } catch (IOException e) {
            throw new IllegalStateException("the server does not run", e);
        }
    }

    /** Whether a process still holds anything; one that only waits to be reaped has no working directory any more. */
    private static boolean runs(ProcessHandle process) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return process.isAlive();
        }
        try {
            Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Initialised on first use, by the JVM's class loading, once. */
    private static final class Shared {
        static final TestCluster CLUSTER = dedicated();
    }
}
