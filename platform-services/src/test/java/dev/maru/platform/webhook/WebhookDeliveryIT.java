package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.Ids;
import dev.maru.core.problem.PlatformException;
import dev.maru.platform.PlatformError;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.time.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DatabaseTest
class WebhookDeliveryIT {
    private static final AtomicInteger SLUGS = new AtomicInteger();

    private final FakeClock clock = FakeClock.at("2026-03-01T12:00:00Z");
    private final Receiver receiver = new Receiver();
    private final TestDatabase database;
    private final WebhookStack one;
    private final WebhookStack two;
    private final TestTenant tenant;

    WebhookDeliveryIT(TestDatabase database) {
        this.database = database;
        one = new WebhookStack(database, clock, List.of("127.0.0.0/8"));
        two = new WebhookStack(database, clock, List.of("127.0.0.0/8"));
        tenant = TestTenants.create(database, "deliver-" + SLUGS.incrementAndGet());
    }

    /** Each test looks across tenants, so what another one left must not be due. */
    @BeforeEach
    void clear() {
        database.execute("delete from platform.webhook where tenant_id <> '"
                + tenant.tenant().value() + "'");
    }

    @AfterEach
    void close() {
        receiver.close();
        one.close();
        two.close();
    }

    @Test
    void deliversInTheOrderOfTheEvents() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        IntStream.range(0, 20).forEach(i -> one.emit(tenant, "thing-" + i));

        one.dispatcher.look();
        Await.until("all deliveries", () -> receiver.received.size() == 20);

        assertThat(receiver.received)
                .extracting(request -> request.body().replaceAll(".*\"name\":\"([^\"]*)\".*", "$1"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "thing-" + i).toList());
        Await.until(
                "all recorded",
                () -> one.deliveries(tenant, webhook).stream()
                        .allMatch(delivery -> delivery.state() == DeliveryState.DELIVERED));
    }

    @Test
    void triesAgainWithTheSameIdAndBodyUntilItIsTaken() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        receiver.answers(503, "not yet");

        one.deliver(tenant, webhook);
        one.deliver(tenant, webhook);
        assertThat(receiver.received).as("it is not due again").hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        one.deliver(tenant, webhook);
        clock.advance(Duration.ofSeconds(34));
        receiver.answers(200, "now");
        one.deliver(tenant, webhook);

        var delivery = one.deliveries(tenant, webhook).getFirst();
        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received).hasSize(3).allSatisfy(request -> {
            assertThat(request.id()).isEqualTo(delivery.id().toString());
            assertThat(request.body()).isEqualTo(delivery.body());
        });
        assertThat(receiver.received.stream().map(Receiver.Received::timestamp).distinct())
                .as("each attempt is signed at its own time")
                .hasSize(3);
        assertThat(one.service
                        .delivery(WebhookStack.admin(tenant), webhook.id(), delivery.id())
                        .attempts())
                .extracting(WebhookAttempt::number, WebhookAttempt::status, WebhookAttempt::answer)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 503, "not yet"),
                        org.assertj.core.groups.Tuple.tuple(2, 503, "not yet"),
                        org.assertj.core.groups.Tuple.tuple(3, 200, "now"));
        assertThat(one.service.get(WebhookStack.admin(tenant), webhook.id()).failingSince())
                .isNull();
    }

    @Test
    void doesNotHoldLaterEventsUpForOneThatFails() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "first");
        one.emit(tenant, "second");
        receiver.answers(
                (exchange, request) -> Receiver.status(exchange, request.body().contains("first") ? 500 : 200, ""));

        one.deliver(tenant, webhook);

        assertThat(one.deliveries(tenant, webhook))
                .extracting(WebhookDelivery::state)
                .containsExactlyInAnyOrder(DeliveryState.DELIVERED, DeliveryState.PENDING);
    }

    @Test
    void waitsForAsLongAsTheReceiverAsks() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        receiver.answers((exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "600");
            Receiver.status(exchange, 429, "");
        });

        one.deliver(tenant, webhook);

        assertThat(one.deliveries(tenant, webhook).getFirst().dueAt())
                .isEqualTo(clock.instant().plusSeconds(600));
    }

    @Test
    void pausesAWebhookThatIsGone() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "first");
        one.emit(tenant, "second");
        receiver.answers(410, "");

        one.deliver(tenant, webhook);

        var paused = one.service.get(WebhookStack.admin(tenant), webhook.id());
        assertThat(paused.state()).isEqualTo(WebhookState.PAUSED);
        assertThat(paused.pauseReason()).isEqualTo(PauseReason.GONE);
        assertThat(receiver.received).as("the second is not even tried").hasSize(1);
        assertThat(one.audited).last().satisfies(event -> {
            assertThat(event.action()).isEqualTo("webhook.paused");
            assertThat(event.details()).containsEntry("reason", "gone");
        });
    }

    @Test
    void givesUpAfterADayAndPausesWhatTookNothing() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        receiver.answers(500, "");

        int attempts = 0;
        for (; attempts < 50 && pending(webhook); attempts++) {
            one.deliver(tenant, webhook);
            clock.set(one.deliveries(tenant, webhook).getFirst().dueAt());
        }

        assertThat(attempts).isEqualTo(10);
        assertThat(one.deliveries(tenant, webhook).getFirst().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(one.service.get(WebhookStack.admin(tenant), webhook.id()).pauseReason())
                .isEqualTo(PauseReason.FAILING);
    }

    @Test
    void deliversWhatWaitedOnceItIsResumed() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "before");
        var admin = WebhookStack.admin(tenant);
        var paused = one.service.change(admin, webhook.id(), WebhookChange.of(0, WebhookState.PAUSED));
        one.emit(tenant, "meanwhile");
        one.dispatcher.look();
        one.deliver(tenant, webhook);
        assertThat(receiver.received).isEmpty();

        one.service.change(admin, webhook.id(), WebhookChange.of(paused.version(), WebhookState.ACTIVE));
        one.deliver(tenant, webhook);

        assertThat(receiver.received)
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("before"));
    }

    @Test
    void deliversAgainWithTheSameId() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        one.deliver(tenant, webhook);
        var delivery = one.deliveries(tenant, webhook).getFirst();

        one.service.deliverAgain(WebhookStack.admin(tenant), webhook.id(), delivery.id());
        one.deliver(tenant, webhook);

        assertThat(receiver.received)
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.id()).isEqualTo(delivery.id().toString()));
    }

    @Test
    void sendsATestToWhoeverAsksAndNothingWhilePaused() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        var admin = WebhookStack.admin(tenant);
        one.service.test(admin, webhook.id());
        one.deliver(tenant, webhook);
        assertThat(receiver.received)
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .startsWith(
                                "{\"type\":\"webhook.test\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"data\":{\"tenant\":\""
                                        + tenant.tenant()));

        one.service.change(admin, webhook.id(), WebhookChange.of(0, WebhookState.PAUSED));

        assertThatThrownBy(() -> one.service.test(admin, webhook.id()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(PlatformError.WEBHOOK_PAUSED));
    }

    @Test
    void signsWithBothSecretsUntilTheOverlapEnds() {
        var issued = one.create(tenant, receiver.url());
        var webhook = issued.webhook();
        var rotated = one.service.rotate(WebhookStack.admin(tenant), webhook.id(), Duration.ofHours(1));
        one.emit(tenant, "thing");
        one.deliver(tenant, webhook);
        clock.advance(Duration.ofHours(1));
        one.emit(tenant, "later");
        one.deliver(tenant, webhook);

        var first = receiver.received.getFirst();
        assertThat(first.signature())
                .isEqualTo(signature(rotated.secret(), first) + " " + signature(issued.secret(), first));
        var second = receiver.received.getLast();
        assertThat(second.signature()).isEqualTo(signature(rotated.secret(), second));
    }

    @Test
    void tellsNobodyOfWhatIsRolledBack() {
        var webhook = one.create(tenant, receiver.url()).webhook();

        assertThatThrownBy(() -> database.tenantDb().runInTenant(tenant.tenant(), tx -> {
                    one.events.emit(tx, tenant.project(), new WebhookEvent(WebhookStack.THING, "thing", Map.of()));
                    throw new IllegalStateException("the change fails after all");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(one.deliveries(tenant, webhook)).isEmpty();
    }

    /** A worker that took the lease and was killed before it sent anything. */
    @Test
    void anotherWorkerDeliversWhatADeadOneClaimed() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        var target = WebhookStack.target(tenant, webhook);
        assertThat(one.sender.claim(target, Ids.timeOrdered())).isTrue();

        two.deliver(tenant, webhook);
        assertThat(receiver.received).as("the lease holds").isEmpty();
        clock.advance(WebhookSender.LEASE);
        two.deliver(tenant, webhook);

        assertThat(receiver.received).hasSize(1);
        assertThat(one.deliveries(tenant, webhook).getFirst().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    /** A worker that was killed between the receiver's answer and writing it down. */
    @Test
    void deliversTwiceWithOneIdWhereAnAnswerWasLost() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        var target = WebhookStack.target(tenant, webhook);
        var lease = Ids.timeOrdered();
        assertThat(one.sender.claim(target, lease)).isTrue();
        assertThat(one.sender
                        .request(one.sender.next(target, lease).orElseThrow())
                        .fault())
                .isNull();

        clock.advance(WebhookSender.LEASE);
        two.deliver(tenant, webhook);

        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.stream().map(Receiver.Received::id).distinct())
                .hasSize(1);
        assertThat(one.sender.next(target, lease)).as("the lease is another's").isEmpty();
    }

    @Test
    void twoWorkersNeverSendOneDeliveryAtOnce() {
        var atOnce = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();
        receiver.answers((exchange, request) -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.yield();
            atOnce.decrementAndGet();
            Receiver.status(exchange, 200, "");
        });
        var webhook = one.create(tenant, receiver.url()).webhook();
        IntStream.range(0, 60).forEach(i -> one.emit(tenant, "thing-" + i));

        Await.until("all deliveries", () -> {
            one.dispatcher.look();
            two.dispatcher.look();
            return one.deliveries(tenant, webhook).stream().noneMatch(d -> d.state() == DeliveryState.PENDING);
        });

        assertThat(mostAtOnce).hasValue(1);
        assertThat(receiver.received.stream().map(Receiver.Received::id))
                .hasSize(60)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSlowReceiverHoldsNobodyElseUp() {
        var answered = new CountDownLatch(1);
        try (var slow = new Receiver()) {
            slow.answers((exchange, request) -> {
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Receiver.status(exchange, 200, "");
            });
            one.create(tenant, slow.url());
            one.create(tenant, receiver.url());
            one.emit(tenant, "thing");

            one.dispatcher.look();
            Await.until("the slow one is asked", () -> slow.received.size() == 1);
            Await.until("the other one is told", () -> receiver.received.size() == 1);
            answered.countDown();
        }
    }

    @Test
    void forgetsAfterThirtyDays() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "old");
        one.deliver(tenant, webhook);
        clock.advance(WebhookDispatcher.KEPT.plusSeconds(1));
        one.emit(tenant, "new");

        one.dispatcher.deleteOld();

        assertThat(one.deliveries(tenant, webhook))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.body()).contains("new"));
    }

    @Test
    void survivesThatTheWebhookIsDeletedMeanwhile() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        one.emit(tenant, "thing");
        receiver.answers((exchange, request) -> {
            one.service.delete(WebhookStack.admin(tenant), webhook.id());
            Receiver.status(exchange, 200, "");
        });

        one.deliver(tenant, webhook);

        assertThat(one.service.list(WebhookStack.admin(tenant))).isEmpty();
    }

    private boolean pending(Webhook webhook) {
        return one.deliveries(tenant, webhook).getFirst().state() == DeliveryState.PENDING;
    }

    private static String signature(String secret, Receiver.Received request) {
        var key = java.util.Base64.getDecoder().decode(secret.substring(WebhookSecret.PREFIX.length()));
        return WebhookSignature.header(
                new ArrayList<>(List.of(new WebhookSecret(key))),
                request.id(),
                java.time.Instant.ofEpochSecond(Long.parseLong(request.timestamp())),
                request.body());
    }

    @Test
    void givesOthersTheirTurnAfterAWhile() {
        var webhook = one.create(tenant, receiver.url()).webhook();
        IntStream.range(0, 4).forEach(i -> one.emit(tenant, "thing-" + i));
        receiver.answers((exchange, request) -> {
            clock.advance(Duration.ofSeconds(12));
            Receiver.status(exchange, 200, "");
        });

        one.deliver(tenant, webhook);
        assertThat(receiver.received).as("a turn ends after 20 seconds").hasSize(2);
        one.deliver(tenant, webhook);
        assertThat(receiver.received).hasSize(4);
    }

    @Test
    void looksAtEveryTenantHoweverMuchOneHasToDeliver() {
        for (int i = 0; i < 10; i++) {
            one.create(tenant, receiver.url());
        }
        one.emit(tenant, "thing");
        var other = TestTenants.create(database, "other-" + SLUGS.incrementAndGet());
        one.create(other, receiver.url());
        one.emit(other, "thing");

        var due = database.systemDb().inSystem(tx -> new WebhookLeaseRepository().due(tx, clock.instant(), 3, 4));

        assertThat(due)
                .extracting(target -> target.tenant().equals(other.tenant()))
                .containsOnlyOnce(true)
                .hasSize(4);
    }
}
