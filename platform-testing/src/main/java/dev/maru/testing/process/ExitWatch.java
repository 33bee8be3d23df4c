package dev.maru.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A clean-up script that runs when it is fired or when this JVM ends, however it ends: a shell waits for the end of a
 * pipe that only this JVM holds, so even a killed JVM leaves no server behind.
 */
public final class ExitWatch {
    /** Interrupts from the terminal reach the whole process group; the watch must outlive them. */
    private static final String WAIT = "trap '' INT TERM HUP; cat >/dev/null; ";

    /** Keeps the pipes open: a collected stream would fire the watch. */
    private static final Set<ExitWatch> ARMED = ConcurrentHashMap.newKeySet();

    private final Process shell;

    private ExitWatch(Process shell) {
        this.shell = shell;
    }

    /** Arms a watch; the script reads its arguments as {@code $1}, {@code $2} and so on. */
    public static ExitWatch arm(String script, String... arguments) {
        var command = new ArrayList<>(List.of("sh", "-c", WAIT + script, "exit-watch"));
        command.addAll(List.of(arguments));
        try {
            var shell = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            var watch = new ExitWatch(shell);
            ARMED.add(watch);
            return watch;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a shell", e);
        }
    }

    /** Runs the script now and waits until it is done. */
    public void fire() {
        if (!ARMED.remove(this)) {
            return;
        }
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the clean-up script still runs as process " + shell.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
