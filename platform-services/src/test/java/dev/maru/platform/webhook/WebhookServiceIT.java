package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.platform.PlatformError;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.time.FakeClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
class WebhookServiceIT {
    private static final AtomicInteger SLUGS = new AtomicInteger();
    private static final String URL = "http://127.0.0.1:9/hook?token=abc";

    private final FakeClock clock = FakeClock.at("2026-03-01T12:00:00Z");
    private final TestDatabase database;
    private final WebhookStack stack;
    private final TestTenant tenant;
    private final Caller admin;

    WebhookServiceIT(TestDatabase database) {
        this.database = database;
        stack = new WebhookStack(database, clock, List.of("127.0.0.1:9"));
        tenant = TestTenants.create(database, "service-" + SLUGS.incrementAndGet());
        admin = WebhookStack.admin(tenant);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void keepsNoSecretThatCouldBeReadAnywhere() throws SQLException {
        var issued = stack.create(tenant, URL);
        var rotated = stack.service.rotate(admin, issued.webhook().id(), Duration.ofHours(1));
        var secrets = List.of(issued.secret().substring(6), rotated.secret().substring(6));

        assertThat(issued.secret()).startsWith("whsec_").isNotEqualTo(rotated.secret());
        assertThat(issued.toString() + rotated + stack.service.list(admin)).doesNotContain(secrets);
        assertThat(stack.audited.toString()).doesNotContain(secrets).doesNotContain("token=abc");
        try (var connection = database.superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select w::text || encode(secret, 'base64') || encode(old_secret, 'base64')"
                                + " from platform.webhook w where tenant_id = '"
                                + tenant.tenant().value() + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain(secrets);
        }
    }

    @Test
    void leavesAnAuditRowForEveryChange() {
        var id = stack.create(tenant, URL).webhook().id();
        stack.service.change(admin, id, WebhookChange.of(0, WebhookState.PAUSED));
        stack.service.change(admin, id, WebhookChange.of(1, WebhookState.ACTIVE));
        stack.service.change(admin, id, new WebhookChange(2, null, null, "support", null, null));
        stack.service.rotate(admin, id, Duration.ZERO);
        var delivery = stack.service.test(admin, id);
        stack.service.deliverAgain(admin, id, delivery.id());
        stack.service.delete(admin, id);

        assertThat(stack.audited)
                .extracting(event -> event.action())
                .containsExactly(
                        "webhook.created",
                        "webhook.paused",
                        "webhook.resumed",
                        "webhook.changed",
                        "webhook.secret_rotated",
                        "webhook.tested",
                        "webhook.delivered_again",
                        "webhook.deleted");
        assertThat(stack.audited).allSatisfy(event -> {
            assertThat(event.targetId()).isEqualTo(id.toString());
            assertThat(event.targetName()).isEqualTo("http://127.0.0.1:9");
        });
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseChanged() {
        var id = stack.create(tenant, URL).webhook().id();
        stack.service.change(admin, id, WebhookChange.of(0, WebhookState.PAUSED));

        refused(
                CoreError.STALE_VERSION,
                () -> stack.service.change(admin, id, WebhookChange.of(0, WebhookState.ACTIVE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:10/",
                "https://localhost/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://no-such-host.invalid/"
            })
    void refusesAddressesThatTheInstallationMayNotReach(String url) {
        refused(PlatformError.EGRESS_REFUSED, () -> stack.create(tenant, url));
        var id = stack.create(tenant, URL).webhook().id();
        refused(
                PlatformError.EGRESS_REFUSED,
                () -> stack.service.change(
                        admin, id, new WebhookChange(0, new WebhookAddress(url), null, null, null, null)));
    }

    @Test
    void asksForEncryptionWhereTheWayLeadsOut() {
        refused(CoreError.INVALID_FIELD, () -> stack.create(tenant, "http://203.0.114.7/hook"));
        assertThat(stack.create(tenant, "https://203.0.114.7/hook").webhook().isActive())
                .isTrue();
    }

    @Test
    void refusesTypesThatNobodyEmits() {
        refused(
                CoreError.INVALID_FIELD,
                () -> stack.service.create(admin, new WebhookData(new WebhookAddress(URL), Set.of("no.such"), "", "")));
    }

    @Test
    void writesNothingWhereNobodyWantsToKnow() {
        var webhook = stack.create(tenant, URL).webhook();
        stack.service.change(
                admin, webhook.id(), new WebhookChange(0, null, Set.of(WebhookStack.OTHER), null, null, null));
        stack.emit(tenant, "thing");
        assertThat(stack.deliveries(tenant, webhook)).isEmpty();

        stack.service.change(
                admin, webhook.id(), new WebhookChange(1, null, Set.of(WebhookStack.THING), "support", null, null));
        stack.emit(tenant, "sales/thing");
        stack.emit(tenant, "support/thing");
        assertThat(stack.deliveries(tenant, webhook))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.body()).contains("support/thing"));
    }

    @Test
    void keepsProjectsAndTenantsApart() {
        var webhook = stack.create(tenant, URL).webhook();
        stack.emit(tenant, "thing");
        var delivery = stack.deliveries(tenant, webhook).getFirst();
        var project = TestTenants.addProject(database, tenant.tenant(), "second");
        var sibling = new Caller(admin.actor(), tenant.tenant(), project, admin.permissions(), admin.requestId(), null);
        var stranger = WebhookStack.admin(TestTenants.create(database, "stranger-" + SLUGS.incrementAndGet()));

        for (var other : List.of(sibling, stranger)) {
            assertThat(stack.service.list(other)).isEmpty();
            Stream.<ThrowingCallable>of(
                            () -> stack.service.get(other, webhook.id()),
                            () -> stack.service.change(other, webhook.id(), WebhookChange.of(0, WebhookState.PAUSED)),
                            () -> stack.service.rotate(other, webhook.id(), Duration.ZERO),
                            () -> stack.service.delete(other, webhook.id()),
                            () -> stack.service.test(other, webhook.id()),
                            () -> stack.service.deliveries(other, webhook.id(), null, 10),
                            () -> stack.service.delivery(other, webhook.id(), delivery.id()),
                            () -> stack.service.deliverAgain(other, webhook.id(), delivery.id()))
                    .forEach(call -> refused(CoreError.NOT_FOUND, call));
        }
        database.tenantDb()
                .runInTenant(
                        tenant.tenant(),
                        tx -> stack.events.emit(
                                tx, project, new WebhookEvent(WebhookStack.THING, "of another project", Map.of())));
        assertThat(stack.deliveries(tenant, webhook)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"EDITOR", "VIEWER", "BILLING"})
    void letsOnlyOwnersAndAdminsIn(Role role) {
        refused(CoreError.FORBIDDEN, () -> stack.service.list(tenant.caller(role)));
        assertThat(Stream.of(Scope.values()).flatMap(scope -> scope.permissions().stream()))
                .doesNotContain(dev.maru.core.tenancy.Permission.MANAGE_WEBHOOKS);
        assertThat(stack.service.list(tenant.caller(Role.OWNER))).isEmpty();
    }

    @Test
    void hasALimit() {
        for (int i = 0; i < 20; i++) {
            stack.create(tenant, URL);
        }
        refused(PlatformError.WEBHOOK_LIMIT, () -> stack.create(tenant, URL));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
