package dev.maru.gateway.trace;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * How many requests with spans are worked on at once, so that they take neither all memory nor all connections to the
 * database. Half of the places at most are one tenant's. Who finds none comes again: clients of this protocol do.
 */
@Component
public class IngestGate {
    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private final Semaphore places;
    private final int mostOfOne;
    private final ConcurrentHashMap<TenantId, Integer> taken = new ConcurrentHashMap<>();

    IngestGate(TraceSettings settings) {
        this.places = new Semaphore(settings.maxInFlight());
        this.mostOfOne = Math.max(1, settings.maxInFlight() / 2);
    }

    /** A place; to be closed. */
    public interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    public Entry enter(TenantId tenant) {
        if (!places.tryAcquire()) {
            throw busy();
        }
        if (taken.merge(tenant, 1, Integer::sum) > mostOfOne) {
            leave(tenant);
            throw busy();
        }
        return () -> leave(tenant);
    }

    private void leave(TenantId tenant) {
        taken.compute(tenant, (id, count) -> count == null || count <= 1 ? null : count - 1);
        places.release();
    }

    private static PlatformException busy() {
        return new PlatformException(
                GatewayError.TRACES_BUSY, "Too many spans come in at once; send them again.", SOON);
    }
}
