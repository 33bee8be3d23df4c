package dev.maru.gateway.app;

import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.Await;
import dev.maru.testing.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway in a JVM of its own, to be killed or stopped from outside. */
public final class GatewayProcess implements AutoCloseable {
    private final int port;
    private final Process process;
    private final Path log;

    private GatewayProcess(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    public static GatewayProcess start(TestDatabase database, Path home, String... settings) throws IOException {
        var port = FreePorts.next();
        var all = new ArrayList<>(List.of(settings));
        all.add("--server.port=" + port);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayProgram.class.getName()));
        command.addAll(RunningGateway.arguments(database, home, all.toArray(String[]::new)));
        var log = Files.createTempFile("gateway", ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new GatewayProcess(port, process, log);
    }

    public int port() {
        return port;
    }

    public void awaitReady() {
        Await.until("the gateway to listen", Duration.ofSeconds(90), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway ended: " + log());
            }
            return log().contains("Started GatewayProgram");
        });
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM: the process may end what it is at. */
    public void terminate() {
        process.destroy();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing in the process gets to run any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
