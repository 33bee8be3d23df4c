package dev.maru.testing.redis;

import dev.maru.testing.process.Await;
import dev.maru.testing.process.Command;
import dev.maru.testing.process.ExitWatch;
import dev.maru.testing.process.FreePorts;
import dev.maru.testing.process.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Redis server on a loopback port, without persistence, gone with the JVM. */
public final class TestRedis implements AutoCloseable {
    private static final String CLEAN_UP = "kill -KILL \"$1\"; rm -rf \"$2\"";
    private static final int ATTEMPTS = 5;

    private final Path program;
    private final int port;
    private Process process;
    private ExitWatch watch;

    private TestRedis(Path program, int port, Process process, ExitWatch watch) {
        this.program = program;
        this.port = port;
        this.process = process;
        this.watch = watch;
    }

    /** The server of this JVM, started on first use; who freezes or stops one takes one of one's own. */
    public static TestRedis shared() {
        return Shared.REDIS;
    }

    /** A server of one's own. */
    public static TestRedis dedicated() {
        var program = Programs.find("MARU_REDIS_SERVER", "redis-server", "valkey-server");
        for (int attempt = 1; ; attempt++) {
            int port = FreePorts.next();
            var folder = folder();
            var process = launch(program, port, folder);
            var redis = new TestRedis(program, port, process, arm(process, folder));
            if (redis.awaitAnswer()) {
                return redis;
            }
            redis.close();
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(program + " does not start; see " + folder);
            }
        }
    }

    public int port() {
        return port;
    }

    /** What to set as {@code maru.redis-url}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Forgets everything, as after a loss of the server's memory. */
    public void flush() {
        command("FLUSHALL");
    }

    /** Runs a command of plain words and returns the first line of the answer. */
    public String command(String... words) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            var line = String.join(" ", words) + "\r\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps connections open but answers nothing, until {@link #thaw()}. */
    public void freeze() {
        Command.run(List.of("kill", "-STOP", Long.toString(process.pid())));
    }

    public void thaw() {
        Command.run(List.of("kill", "-CONT", Long.toString(process.pid())));
    }

    /** Kills the server; connections are refused and everything is forgotten. */
    public void stop() {
        process.destroyForcibly();
        process.onExit().join();
        watch.fire();
    }

    /** Starts the server again, on the same port. */
    public void start() {
        var folder = folder();
        process = launch(program, port, folder);
        watch = arm(process, folder);
        if (!awaitAnswer()) {
            throw new IllegalStateException(program + " does not start; see " + folder);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns false if the server ended instead, for instance because the port was taken. */
    private boolean awaitAnswer() {
        Await.until("an answer of Redis", () -> !process.isAlive() || answers());
        return process.isAlive();
    }

    private boolean answers() {
        try {
            return command("PING").equals("+PONG");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("maru-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path program, int port, Path folder) {
        try {
            return new ProcessBuilder(
                            program.toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--dir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExitWatch arm(Process process, Path folder) {
        return ExitWatch.arm(CLEAN_UP, Long.toString(process.pid()), folder.toString());
    }

    private static final class Shared {
        static final TestRedis REDIS = dedicated();
    }
}
