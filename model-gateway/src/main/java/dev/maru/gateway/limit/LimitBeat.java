package dev.maru.gateway.limit;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Once a second: tells that this instance lives and what it holds, brings back what it does not use, and looks after Redis. */
final class LimitBeat implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LimitBeat.class);
    private static final String INSTANCES = "maru:limit:instances";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

    private final LimitStore store;
    private final LimitRedis redis;
    private final UUID instance;
    private final Thread thread;
    private volatile boolean running;

    LimitBeat(LimitStore store, LimitRedis redis, UUID instance) {
        this.store = store;
        this.redis = redis;
        this.instance = instance;
        this.thread = Thread.ofPlatform().name("limit-beat").daemon().unstarted(this::run);
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the web server has let its last call end. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                beat();
            } catch (RuntimeException e) {
                LOG.error("A beat failed", e);
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void beat() {
        var answer = redis.probe(LimitRedis.BEAT, new String[] {INSTANCES}, new String[] {
            instance.toString(), String.valueOf(LimitStore.LEASE.toMillis())
        });
        if (answer != null) {
            store.lived(answer.getFirst().intValue());
        }
        store.counters()
                .removeIf(counter -> counter.isIdle() && System.nanoTime() - counter.usedAtNanos > FORGET_NANOS);
        for (var counter : store.counters()) {
            store.bringBack(counter, counter.expired());
            if (counter.isConcurrency()
                    && (counter.dropFreeSlots() || counter.held() > 0 || counter.holdsLessThanSaid())) {
                store.hold(counter);
            }
        }
    }
}
