package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.call.PayloadRepository.Payload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what is said in the calls of projects that want it. At best effort: what the queue cannot take is dropped and
 * counted, a call never waits for it.
 */
@Component
class PayloadCapture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadCapture.class);
    private static final int BATCH = 50;

    private final PayloadPolicies policies;
    private final PayloadRepository repository;
    private final SystemDb system;
    private final Clock clock;
    private final int limit;
    private final BlockingQueue<Payload> queue;
    private final Counter dropped;
    private final Thread thread;
    private volatile boolean closed;

    PayloadCapture(
            PayloadPolicies policies,
            PayloadRepository repository,
            SystemDb system,
            GatewaySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.policies = policies;
        this.repository = repository;
        this.system = system;
        this.clock = clock;
        this.limit = Math.toIntExact(settings.maxCaptureSize().toBytes());
        this.queue = new ArrayBlockingQueue<>(settings.captureQueue());
        this.dropped = Counter.builder("maru.payloads.dropped")
                .description("Payloads that were to be kept and were not")
                .register(meters);
        this.thread = Thread.ofPlatform().name("payload-capture").daemon().start(this::run);
    }

    boolean wanted(Caller caller) {
        return policies.of(caller).capture() == PayloadPolicy.Capture.FULL;
    }

    CapturedBytes bytes() {
        return new CapturedBytes(limit);
    }

    /** Takes a finished call's payload, if its project keeps them and there is room. */
    void offer(Caller caller, PlannedCall call, CapturedBytes response) {
        var policy = policies.of(caller);
        if (policy.capture() != PayloadPolicy.Capture.FULL) {
            return;
        }
        var request = request(call);
        var expires = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(policy.retentionDays());
        var payload = new Payload(
                caller.tenant(),
                caller.requireProject(),
                expires,
                caller.requestId(),
                request.toByteArray(),
                response.toByteArray(),
                request.truncated() || response.truncated());
        if (!queue.offer(payload)) {
            dropped.increment();
        }
    }

    /** As it went to the provider, rendered messages included. */
    private CapturedBytes request(PlannedCall call) {
        var bytes = bytes();
        try {
            call.upstream().body(call.candidates().getFirst().model()).writeTo(new OutputStream() {
                @Override
                public void write(int one) {
                    bytes.add(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int length) {
                    bytes.add(source, offset, length);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private void run() {
        var batch = new ArrayList<Payload>();
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
                system.runInSystem(tx -> repository.append(tx, batch));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                dropped.increment(batch.size());
                LOG.warn("{} payloads could not be kept: {}", batch.size(), e.toString());
            }
            batch.clear();
        }
    }

    /** Stores what waits, within a moment. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
