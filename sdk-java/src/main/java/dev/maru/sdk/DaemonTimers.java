package dev.maru.sdk;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does not keep a program alive; it starts with the first action. */
final class DaemonTimers implements Timers {
    private static final System.Logger LOG = System.getLogger(DaemonTimers.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, action -> {
        var thread = new Thread(action, "maru-sdk");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void after(Duration delay, Runnable action) {
        Runnable reporting = () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "an action in the background failed", e);
            }
        };
        try {
            var unused = executor.schedule(reporting, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "closed; nothing runs any more");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
