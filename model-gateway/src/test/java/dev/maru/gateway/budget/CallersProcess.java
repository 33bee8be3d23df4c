package dev.maru.gateway.budget;

import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** {@link CallersProgram} in a JVM of its own. */
final class CallersProcess implements AutoCloseable {
    /** One for all instances of a database, wherever their homes are. */
    static final String KEK = "--maru.kek=" + Base64.getEncoder().encodeToString(new byte[32]);

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern DONE = Pattern.compile("DONE granted=(\\d+) refused=(\\d+)");

    private final Process process;
    private final Path log;

    private CallersProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static CallersProcess start(
            TestDatabase database, TestTenant tenant, Path home, int calls, String worst, String cost, Path startFile)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CallersProgram.class.getName(),
                tenant.tenant().toString(),
                tenant.project().toString(),
                String.valueOf(calls),
                worst,
                cost,
                startFile.toString()));
        command.addAll(RunningGateway.arguments(database, home, KEK));
        var log = Files.createTempFile("callers", ".log");
        return new CallersProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    void awaitReady() {
        Await.until("callers to be ready", PATIENCE, () -> seen("READY"));
    }

    void awaitDone() {
        Await.until("callers to be done", PATIENCE, () -> seen("DONE"));
    }

    int granted() throws IOException {
        var matcher = DONE.matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new AssertionError(Files.readString(log));
        }
        return Integer.parseInt(matcher.group(1));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private boolean seen(String word) {
        try {
            var text = Files.readString(log);
            if (!text.contains(word) && !process.isAlive()) {
                throw new AssertionError("callers ended: " + text);
            }
            return text.contains(word);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
