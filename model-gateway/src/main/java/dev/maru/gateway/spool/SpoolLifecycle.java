package dev.maru.gateway.spool;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts shipping before the web server listens, and flushes after it has let its last stream end. */
final class SpoolLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolLifecycle.class);

    private final Spool spool;
    private final SpoolShipper shipper;
    private final Duration flushTimeout;
    private volatile boolean running;

    SpoolLifecycle(Spool spool, SpoolShipper shipper, Duration flushTimeout) {
        this.spool = spool;
        this.shipper = shipper;
        this.flushTimeout = flushTimeout;
    }

    @Override
    public void start() {
        shipper.start();
        running = true;
    }

    @Override
    public void stop() {
        spool.close();
        if (!shipper.flush(spool.end(), flushTimeout)) {
            LOG.warn(
                    "The database did not take all of {}; the next start reads the rest",
                    spool.folder().path());
        }
        shipper.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's phases, so it starts before it and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
