package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.testing.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FairGateTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TenantId busy = TenantId.next();
    private final TenantId quiet = TenantId.next();

    @Test
    void servesTenantsInTurnAndTheirCallsInOrder() {
        var gate = new FairGate(1, LONG);
        var order = Collections.synchronizedList(new ArrayList<String>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = gate.enter(busy);
            for (int i = 1; i <= 3; i++) {
                enqueue(gate, threads::execute, busy, "busy" + i, order);
            }
            enqueue(gate, threads::execute, quiet, "quiet1", order);
            enqueue(gate, threads::execute, quiet, "quiet2", order);
            first.close();
        }

        assertThat(order).containsExactly("busy1", "quiet1", "busy2", "quiet2", "busy3");
        assertThat(gate.inside()).isZero();
    }

    private static void enqueue(
            FairGate gate, Consumer<Runnable> threads, TenantId tenant, String name, List<String> order) {
        int before = gate.queued();
        threads.accept(() -> {
            try (var place = gate.enter(tenant)) {
                assertThat(place).isNotNull();
                order.add(name);
            }
        });
        Await.until(name + " to wait", () -> gate.queued() == before + 1);
    }

    @Test
    void givesUpAfterAWhileAndSaysWhenToComeBack() {
        var gate = new FairGate(1, Duration.ofMillis(30));
        try (var place = gate.enter(busy)) {
            assertThat(place).isNotNull();
            assertThatThrownBy(() -> gate.enter(quiet)).isInstanceOfSatisfying(PlatformException.class, e -> {
                assertThat(e.code()).isEqualTo(GatewayError.GATEWAY_BUSY);
                assertThat(e.headers()).containsEntry("Retry-After", "1");
            });
        }
        gate.enter(quiet).close();
        assertThat(gate.queued()).isZero();
    }

    @Test
    void neverLetsMoreInThanThereArePlacesAndLosesNone() throws Exception {
        var gate = new FairGate(5, Duration.ofMillis(20));
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var seeds = new Random(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                var random = new Random(seeds.nextLong());
                threads.execute(() -> {
                    try (var place = gate.enter(random.nextBoolean() ? busy : quiet)) {
                        assertThat(place).isNotNull();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (random.nextInt(10) == 0) {
                            Thread.yield();
                        }
                        inside.decrementAndGet();
                        if (random.nextBoolean()) {
                            place.close();
                        }
                    } catch (PlatformException e) {
                        assertThat(e.code()).isEqualTo(GatewayError.GATEWAY_BUSY);
                    }
                });
            }
        }
        assertThat(most.get()).isBetween(1, 5);
        assertThat(gate.inside()).isZero();
        assertThat(gate.queued()).isZero();
    }
}
