package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.redis.TestRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Limits on real servers, by two instances that share them. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestDatabase database;
    private final TestRedis redis = TestRedis.dedicated();
    private final RunningGateway one;
    private final RunningGateway two;
    private final AtomicInteger names = new AtomicInteger();
    private TestTenant tenant;
    private Caller caller;

    LimitsIT(TestDatabase database) {
        this.database = database;
        var kek = "--maru.kek=" + Base64.getEncoder().encodeToString(new byte[32]);
        this.one = RunningGateway.start(database, kek, "--maru.redis-url=" + redis.url());
        this.two = RunningGateway.start(database, kek, "--maru.redis-url=" + redis.url());
    }

    @BeforeEach
    void begin() {
        tenant = TestTenants.create(database, "limits" + names.incrementAndGet());
        caller = tenant.caller(Role.OWNER);
        awaitRedis();
    }

    @AfterAll
    void close() {
        one.close();
        two.close();
        redis.close();
    }

    private void awaitRedis() {
        Await.until(
                "both instances to reach Redis",
                () -> !one.bean(LimitRedis.class).isOpen()
                        && !two.bean(LimitRedis.class).isOpen());
    }

    private UsageLimit limit(LimitKind kind, long amount, LimitScope scope) {
        return one.bean(LimitService.class)
                .create(caller, scope, kind, kind == LimitKind.CONCURRENCY ? Duration.ZERO : MINUTE, amount, true)
                .limit();
    }

    private Admitted admit(RunningGateway gateway) {
        return admit(gateway, 10, 10);
    }

    private Admitted admit(RunningGateway gateway, long input, long output) {
        return gateway.bean(Limits.class).admit(caller, new LimitSubject(Set.of("a/b"), Map.of(), input, output));
    }

    private int admitted(RunningGateway gateway, int tries) {
        int let = 0;
        for (int i = 0; i < tries; i++) {
            try {
                admit(gateway).used(10, 10);
                let++;
            } catch (PlatformException e) {
                assertThat(e.code()).isEqualTo(GatewayError.RATE_LIMIT_EXCEEDED);
            }
        }
        return let;
    }

    @Test
    void instancesShareALimitAndSayWhenToComeBack() {
        limit(LimitKind.REQUESTS, 100, LimitScope.TENANT);

        var let = new AtomicInteger(admitted(one, 60) + admitted(two, 60));
        // Some of a slice may lie unused for a second or two, and comes back then.
        assertThat(let.get()).isBetween(90, 100);
        Await.until("all of the limit to be used", () -> let.addAndGet(admitted(one, 1) + admitted(two, 1)) >= 100);
        assertThat(let.get() + admitted(one, 5) + admitted(two, 5)).isEqualTo(100);

        var refusal = catchThrowableOfType(PlatformException.class, () -> admit(one));
        assertThat(refusal.detail()).contains("100 requests in 1m0s of the tenant");
        assertThat(Long.parseLong(refusal.headers().get("retry-after-ms"))).isBetween(30_000L, 63_000L);
        assertThat(Integer.parseInt(refusal.headers().get("Retry-After")))
                .isEqualTo((Integer.parseInt(refusal.headers().get("retry-after-ms")) + 999) / 1_000);
        assertThat(refusal.headers())
                .containsEntry("x-ratelimit-limit-requests", "100")
                .containsKeys("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests");
    }

    @Test
    void aRejectedOrFailedCallEatsNothing() {
        limit(LimitKind.REQUESTS, 2, LimitScope.TENANT);
        limit(LimitKind.TOKENS, 100, LimitScope.ofProject(tenant.project()));

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> admit(one, 60, 60)).isInstanceOf(PlatformException.class);
        }
        for (int i = 0; i < 10; i++) {
            Await.until("room again", () -> {
                try (var failed = admit(one, 30, 30)) {
                    return failed.headers().size() == 6;
                } catch (PlatformException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void countsWhatWasUsedInsteadOfTheEstimate() {
        limit(LimitKind.TOKENS, 1_000, LimitScope.TENANT);
        for (int i = 0; i < 20; i++) {
            // Each estimate is most of the limit, each use a fiftieth of it.
            Await.until("the rest to be back", () -> {
                try (var call = admit(one, 100, 500)) {
                    call.used(10, 10);
                    return true;
                } catch (PlatformException e) {
                    return false;
                }
            });
        }
        assertThatThrownBy(() -> admit(one, 100, 501)).isInstanceOf(PlatformException.class);
        try (var more = admit(one, 100, 100)) {
            more.used(100, 900);
        }
        Await.until("the excess to be counted", () -> admitted(two, 1) == 0);
    }

    @Test
    void letsAsManyRunAtOnceAndFreesEachPlaceOnce() {
        limit(LimitKind.CONCURRENCY, 5, LimitScope.TENANT);
        var running = new ArrayList<Admitted>();
        for (int i = 0; i < 5; i++) {
            running.add(admit(i % 2 == 0 ? one : two));
        }
        assertThatThrownBy(() -> admit(one)).isInstanceOf(PlatformException.class);
        running.getFirst().close();
        running.getFirst().close();
        Await.until("a place", () -> {
            try {
                running.add(admit(two));
                return true;
            } catch (PlatformException e) {
                return false;
            }
        });
        assertThatThrownBy(() -> admit(one)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> admit(two)).isInstanceOf(PlatformException.class);
        running.forEach(Admitted::close);
    }

    @Test
    void neverRefusesAPlaceThatIsFree() {
        limit(LimitKind.CONCURRENCY, 5, LimitScope.TENANT);
        var refused = new AtomicInteger();
        var shares = shares();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                threads.execute(() -> {
                    for (int again = 0; again < 200; again++) {
                        try (var call = admit(one)) {
                            call.used(1, 1);
                        } catch (PlatformException e) {
                            refused.incrementAndGet();
                        }
                    }
                });
            }
        }
        // Where Redis is late, what it does not know of the last calls is put right by the next beat.
        assertThat(refused.get()).isLessThanOrEqualTo(shares() == shares ? 0 : 500);
        Await.until("every place to be free again", () -> {
            var all = new ArrayList<Admitted>();
            try {
                for (int i = 0; i < 5; i++) {
                    all.add(admit(two));
                }
                return true;
            } catch (PlatformException e) {
                return false;
            } finally {
                all.forEach(Admitted::close);
            }
        });
    }

    @Test
    void takesSlicesSoThatMostCallsNeedNoTrip() throws Exception {
        limit(LimitKind.REQUESTS, 10_000, LimitScope.TENANT);
        admitted(one, 1);
        var before = calls();
        assertThat(admitted(one, 3_000)).isEqualTo(3_000);

        assertThat(calls() - before).isLessThan(150);
    }

    private long calls() throws Exception {
        try (var socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var matcher = Pattern.compile("cmdstat_evalsha:calls=(\\d+)").matcher(text);
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
    }

    @Test
    void aFrozenRedisDelaysOnceAndThenEachCountsItsShare() {
        limit(LimitKind.REQUESTS, 100, LimitScope.TENANT);
        admitted(one, 1);
        admitted(two, 1);
        redis.freeze();
        try {
            long begin = System.nanoTime();
            int let = admitted(one, 100);
            long took = System.nanoTime() - begin;

            assertThat(let).isBetween(45, 52);
            assertThat(admitted(two, 100)).isBetween(45, 52);
            assertThat(one.bean(LimitRedis.class).isOpen()).isTrue();
            // A hundred calls waited for Redis once or twice, not each.
            assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofMillis(600));
        } finally {
            redis.thaw();
        }
        awaitRedis();
        assertThat(admitted(one, 1)).isLessThanOrEqualTo(1);
    }

    @Test
    void aKilledAndAWipedRedisAreSurvived() {
        limit(LimitKind.REQUESTS, 40, LimitScope.TENANT);
        limit(LimitKind.CONCURRENCY, 3, LimitScope.TENANT);
        var running = admit(one);
        redis.stop();
        try {
            assertThat(admitted(two, 1)).isOne();
        } finally {
            redis.start();
        }
        awaitRedis();
        Await.until("the running call to be counted again", () -> {
            var more = new ArrayList<Admitted>();
            try {
                for (int i = 0; i < 5; i++) {
                    more.add(admit(two));
                }
                return false;
            } catch (PlatformException e) {
                return more.size() <= 2;
            } finally {
                more.forEach(Admitted::close);
            }
        });
        redis.flush();
        Await.until("a place for a call", () -> {
            try (var call = admit(two)) {
                return !call.headers().isEmpty();
            } catch (PlatformException e) {
                return false;
            }
        });
        running.close();
    }

    @Test
    void neverLetsMoreInUnderParallelCalls() throws Exception {
        limit(LimitKind.REQUESTS, 300, LimitScope.TENANT);
        limit(LimitKind.CONCURRENCY, 1_000, LimitScope.ofProject(tenant.project()));
        var let = new AtomicInteger();
        var shares = shares();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                var gateway = i % 2 == 0 ? one : two;
                threads.execute(() -> {
                    for (int again = 0; again < 50; again++) {
                        try (var call = admit(gateway)) {
                            call.used(1, 1);
                            let.incrementAndGet();
                            return;
                        } catch (PlatformException e) {
                            if (e.headers()
                                    .getOrDefault("x-ratelimit-remaining-requests", "")
                                    .equals("0")) {
                                return;
                            }
                        }
                    }
                });
            }
        }
        // On a machine so busy that Redis seems away, an instance lets in its share on top; that bound is published as
        // well.
        assertThat(let.get()).isLessThanOrEqualTo(shares() == shares ? 300 : 600);
        assertThat(let.get()).isGreaterThan(250);
    }

    private double shares() {
        return one.bean(MeterRegistry.class).counter("maru.limit.shares").count()
                + two.bean(MeterRegistry.class).counter("maru.limit.shares").count();
    }

    @Test
    void saysHowLimitsStandOverAllInstances() {
        var service = two.bean(LimitService.class);
        var requests = limit(LimitKind.REQUESTS, 4, LimitScope.TENANT);
        var slots = limit(LimitKind.CONCURRENCY, 3, LimitScope.TENANT);
        Await.until("the limits to hold", () -> {
            try (var call = admit(one)) {
                return !call.headers().isEmpty();
            }
        });
        Await.until("what was not used to come back", () -> left(service, requests) == 4);
        try (var first = admit(one);
                var second = admit(one)) {
            Await.until("both to be seen by the other instance", () -> left(service, requests) == 2);
            assertThat(left(service, slots)).isEqualTo(1);
            first.used(1, 1);
            second.used(1, 1);
        }
        Await.until("the slots to be free", () -> left(service, slots) == 3);
        assertThat(left(service, requests)).isEqualTo(2);
        var off = service.update(caller, requests.id(), requests.version(), null, false);
        assertThat(off.left()).isNull();
        assertThat(off.shareLeft()).isOne();
    }

    private long left(LimitService service, UsageLimit limit) {
        return service.list(caller).stream()
                .filter(use -> use.limit().id().equals(limit.id()))
                .map(LimitUse::left)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheLimitThatRefused() {
        limit(LimitKind.REQUESTS, 100, LimitScope.TENANT);
        var tight = limit(LimitKind.REQUESTS, 0, LimitScope.ofProject(tenant.project()));
        var service = one.bean(LimitService.class);
        var call = new CallSketch(tenant.project(), null, null, Set.of("a/b"), Map.of());
        Await.until("the limit to hold", () -> {
            try {
                admit(one).close();
                return false;
            } catch (PlatformException refused) {
                assertThat(service.refusing(caller, call, refused.detail()))
                        .map(UsageLimit::id)
                        .hasValue(tight.id());
                return true;
            }
        });
        assertThat(service.refusing(caller, call, "Slow down.")).isEmpty();
    }

    @Test
    void showsNothingOfOtherProjects() {
        var other = ProjectId.next();
        assertThat(LimitScope.ofProject(other).isSeenBy(caller)).isFalse();
        assertThat(LimitScope.ofProject(tenant.project()).isSeenBy(caller)).isTrue();
        assertThat(LimitScope.TENANT.isSeenBy(caller)).isTrue();
    }
}
