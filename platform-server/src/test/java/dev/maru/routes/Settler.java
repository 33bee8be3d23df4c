package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.IssuedApiKey;
import dev.maru.access.MemberService;
import dev.maru.access.ProjectService;
import dev.maru.access.RoleGrant;
import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.PeopleService;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.SessionService;
import dev.maru.core.id.BudgetId;
import dev.maru.core.id.CommentId;
import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.LimitId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ProtectionId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.Engine;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewModel;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.guard.Check;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.GuardrailData;
import dev.maru.gateway.guard.GuardrailService;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RouteService;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookAddress;
import dev.maru.platform.webhook.WebhookChange;
import dev.maru.platform.webhook.WebhookData;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.platform.webhook.WebhookState;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.ProtectionService;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.Split;
import dev.maru.prompts.SplitService;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.prompts.discussion.DiscussionService;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/** Makes tenants and projects with something in every place, through the services that people and programs use. */
final class Settler {
    private static final String PASSWORD = "a long enough pass phrase";

    private final RunningMaru maru;
    private final URI provider;
    private final AtomicInteger numbers = new AtomicInteger();

    /** @param provider the base URL of a model provider */
    Settler(RunningMaru maru, URI provider) {
        this.maru = maru;
        this.provider = provider;
    }

    Twin tenant(String word) {
        var marker = new Marker(word);
        var operator = maru.operator();
        var tenants = maru.bean(TenantService.class);
        var tenant = tenants.create(operator, marker.of("tenant"), new Slug(marker.of("tenant")));
        var owner =
                join(maru.caller(operator, tenant.id(), null), marker.of("owner"), RoleGrant.everywhere(Role.OWNER));
        var caller = maru.caller(owner.id(), tenant.id(), null);
        maru.bean(MemberService.class).remove(caller, operator);
        var member = join(caller, marker.of("member"), RoleGrant.everywhere(Role.VIEWER));
        var invitation = maru.bean(InvitationService.class)
                .create(
                        caller,
                        new EmailAddress(marker.of("invited") + "@example.com"),
                        RoleGrant.everywhere(Role.VIEWER));
        var connection = connection(caller, marker.of("connection"), marker.of("upstream-secret"));
        host(caller, connection, marker.of("gpu"));
        var catalog = maru.bean(CatalogService.class);
        var model = catalog.add(
                caller,
                new NewModel(
                        connection,
                        marker.of("model"),
                        marker.of("model-name"),
                        null,
                        null,
                        List.of(),
                        marker.of("model-description")));
        catalog.addPrice(
                caller,
                model.id(),
                new NewPrice(null, "USD", BigDecimal.ONE, null, null, BigDecimal.TEN, null, marker.of("price-source")));
        limit(caller, marker);
        budget(caller, marker);
        return new Twin(
                marker,
                tenant.id(),
                tenant.slug().value(),
                owner,
                member,
                invitation.invitation().id(),
                token(invitation.link()),
                token(maru.bean(PeopleService.class).createPasswordLink(caller, member.id())),
                connection,
                model.id(),
                model.qualifiedName(),
                maru.bean(SessionService.class).begin(owner.id(), marker.of("browser"), "203.0.113.7"),
                passkey(owner.id(), marker.of("passkey")));
    }

    /** Switched off, so that it refuses no call of other examples. */
    LimitId limit(Caller caller, Marker marker) {
        return maru.bean(LimitService.class)
                .create(caller, limited(marker), LimitKind.REQUESTS, Duration.ofMinutes(1), 10, false)
                .limit()
                .id();
    }

    /** Switched off as well. */
    BudgetId budget(Caller caller, Marker marker) {
        return maru.bean(BudgetService.class)
                .create(
                        caller,
                        limited(marker),
                        BudgetPeriod.MONTH,
                        ZoneOffset.UTC,
                        new BudgetData(marker.of("budget"), BigDecimal.TEN, true, List.of(80), false))
                .budget()
                .id();
    }

    private static LimitScope limited(Marker marker) {
        return new LimitScope(null, null, null, null, "team", marker.of("limited"));
    }

    Place project(Twin twin, String word) {
        var marker = new Marker(word);
        var project = maru.bean(ProjectService.class)
                .create(owner(twin, null), marker.of("project"), new Slug(marker.of("project")));
        var caller = owner(twin, project.id());
        maru.bean(PayloadPolicyService.class).set(caller, new PayloadPolicy(PayloadPolicy.Capture.FULL, 7, 0));
        var admin = join(owner(twin, null), unused(twin.marker(), "admin"), new RoleGrant(Role.ADMIN, project.id()));
        var key = key(caller, marker.of("key"), Scope.values());
        var prompt = prompt(caller, marker, marker.of("folder") + "/" + marker.of("prompt"));
        var governed = govern(twin, caller, admin, marker, prompt);
        route(twin, caller, marker);
        guardrail(caller, marker);
        var place = new Place(
                twin,
                marker,
                project.id(),
                project.slug().value(),
                admin,
                key.secret(),
                key.key().id(),
                prompt.id(),
                prompt.name().value(),
                governed,
                told(caller, marker),
                RequestId.next());
        return new Calls(maru).make(place);
    }

    private void route(Twin twin, Caller caller, Marker marker) {
        maru.bean(RouteService.class)
                .create(
                        caller,
                        new RouteName(marker.of("route")),
                        new RouteData(
                                marker.of("route"),
                                RoutePlan.of(RoutePlan.Order.LISTED, List.of(RoutePlan.Target.of(twin.modelName()))),
                                true));
    }

    private void guardrail(Caller caller, Marker marker) {
        maru.bean(GuardrailService.class)
                .create(
                        caller,
                        new GuardrailData(
                                marker.of("guardrail"),
                                null,
                                Guardrail.Stage.INPUT,
                                Guardrail.Action.LOG,
                                new Check.Secrets(),
                                true),
                        null);
    }

    Caller owner(Twin twin, @Nullable ProjectId project) {
        return maru.caller(twin.owner().id(), twin.tenant(), project);
    }

    Caller owner(Place place) {
        return owner(place.twin(), place.project());
    }

    /** A prompt with two versions, the second one released after the first. */
    Prompt prompt(Caller caller, Marker marker, String name) {
        var prompts = maru.bean(PromptService.class);
        var created = prompts.create(
                        caller,
                        new NewPrompt(
                                new PromptName(name),
                                draft(marker, "first"),
                                marker.of("prompt-description"),
                                List.of(marker.of("prompt-tag")),
                                Set.of(PromptLabel.PRODUCTION, new PromptLabel(marker.of("label")))))
                .prompt();
        prompts.newVersion(caller, created.id(), 1, draft(marker, "second"));
        maru.bean(ReleaseService.class)
                .release(
                        caller,
                        created.id(),
                        PromptLabel.PRODUCTION,
                        2,
                        ExpectedRelease.anything(),
                        marker.of("reason"));
        return created;
    }

    /** Protections, a rejected and an open request for a release, a split, and a prompt that refers to this one. */
    private Place.Governed govern(Twin twin, Caller owner, Someone admin, Marker marker, Prompt prompt) {
        var protections = maru.bean(ProtectionService.class);
        var folder = marker.of("folder");
        var protection = protections.add(owner, folder, guarded(marker), 0, null);
        protections.add(owner, marker.of("locked"), null, 0, null);
        var project = owner.requireProject();
        var editor = join(owner(twin, null), unused(twin.marker(), "editor"), new RoleGrant(Role.EDITOR, project));
        var requests = maru.bean(ReleaseRequestService.class);
        var asks = maru.caller(editor.id(), twin.tenant(), project);
        var refused = requests.request(asks, prompt.id(), wish(marker, 1));
        requests.reject(maru.caller(admin.id(), twin.tenant(), project), refused.id(), marker.of("comment"));
        var open = requests.request(asks, prompt.id(), wish(marker, 1));
        split(owner, marker, prompt.id(), new PromptLabel(marker.of("label")), 2);
        maru.bean(PromptService.class)
                .create(
                        owner,
                        new NewPrompt(
                                new PromptName(marker.of("referrer")),
                                new PromptDraft(
                                        new PromptBody.Text("{{> " + prompt.name() + "}}"), PromptConfig.EMPTY, ""),
                                "",
                                List.of(),
                                Set.of()));
        var thread = thread(maru.caller(admin.id(), twin.tenant(), project), prompt.id(), marker.of("said"));
        return new Place.Governed(editor, protection.id(), open.id(), thread);
    }

    CommentThread thread(Caller caller, PromptId prompt, String text) {
        return maru.bean(DiscussionService.class).open(caller, prompt, 1, 0, 0, 0, text);
    }

    /** One more in the thread of a place, which may be deleted. */
    CommentId comment(Place place) {
        return maru.bean(DiscussionService.class)
                .reply(owner(place), place.governed().thread().id(), "spare")
                .comments()
                .getLast()
                .id();
    }

    /** The label whose releases somebody else has to approve. */
    static PromptLabel guarded(Marker marker) {
        return new PromptLabel(marker.of("guarded"));
    }

    private static ReleaseRequestService.Wish wish(Marker marker, int version) {
        return new ReleaseRequestService.Wish(
                guarded(marker), version, ExpectedRelease.anything(), marker.of("request-reason"), null, null);
    }

    /** A request that nobody of those who may decide has a part in: the editor wrote the version and asks. */
    ReleaseRequest request(Place place, Prompt prompt) {
        var editor = maru.caller(place.governed().editor().id(), place.twin().tenant(), place.project());
        var saved = maru.bean(PromptService.class)
                .newVersion(editor, prompt.id(), 2, draft(place.marker(), "the editor's"));
        return maru.bean(ReleaseRequestService.class)
                .request(
                        editor,
                        prompt.id(),
                        wish(place.marker(), saved.version().number()));
    }

    Webhook webhook(Caller caller, String description) {
        return maru.bean(WebhookService.class)
                .create(
                        caller,
                        // Nobody listens at that port.
                        new WebhookData(
                                new WebhookAddress("https://127.0.0.1:1/" + description),
                                Set.of("prompt.label.moved"),
                                "no/such/folder",
                                description))
                .webhook();
    }

    /** Tried once and then paused, so that no worker changes it any more. */
    private Place.Told told(Caller caller, Marker marker) {
        var webhooks = maru.bean(WebhookService.class);
        var webhook = webhook(caller, marker.of("webhook"));
        var delivery = webhooks.test(caller, webhook.id()).id();
        Await.until(
                "the first attempt",
                () -> !webhooks.delivery(caller, webhook.id(), delivery)
                        .attempts()
                        .isEmpty());
        var unused = webhooks.change(caller, webhook.id(), WebhookChange.of(webhook.version(), WebhookState.PAUSED));
        Await.until("the lease is given back", () -> !leased(webhook));
        return new Place.Told(webhook.id(), delivery);
    }

    private boolean leased(Webhook webhook) {
        try (var connection = maru.database().superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select lease_id from platform.webhook where lease_id is not null"
                                + " and webhook_id = '" + webhook.id().value() + "'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void split(Caller caller, Marker marker, PromptId prompt, PromptLabel label, int version) {
        var unused = maru.bean(SplitService.class)
                .start(
                        caller,
                        prompt,
                        new SplitService.Plan(
                                label,
                                List.of(new Split.Variant(version, 1_000)),
                                Map.of("country", List.of(marker.of("condition"))),
                                null));
    }

    ProtectionId protection(Place place) {
        return maru.bean(ProtectionService.class)
                .add(owner(place), unused(place.marker(), "spare"), PromptLabel.PRODUCTION, 1, null)
                .id();
    }

    private static PromptDraft draft(Marker marker, String which) {
        return new PromptDraft(
                new PromptBody.Text(marker.of("body") + " " + which + " {{name}}"),
                PromptConfig.parse("{\"stop\":\"" + marker.of("config") + "\"}"),
                marker.of("commit-message"));
    }

    IssuedApiKey key(Caller caller, String name, Scope... scopes) {
        return maru.bean(ApiKeyService.class).create(caller, ApiKeyData.of(name, Set.of(scopes)));
    }

    /** Somebody new, by an invitation. */
    Someone join(Caller inviter, String name, RoleGrant grant) {
        var email = name + "@example.com";
        var link = maru.bean(InvitationService.class)
                .create(inviter, new EmailAddress(email), grant)
                .link();
        var user = maru.bean(JoiningService.class).join(token(link), ProfileData.of(name), PASSWORD);
        return new Someone(user, email, PASSWORD, maru.token(user));
    }

    ConnectionId connection(Caller caller, String slug, @Nullable String secret) {
        return maru.bean(ConnectionService.class)
                .create(
                        caller,
                        new NewConnection(
                                new ConnectionSlug(slug),
                                slug + " name",
                                provider.toString(),
                                secret,
                                DisconnectPolicy.DRAIN))
                .id();
    }

    /** Says what the endpoint behind a connection runs on. */
    void host(Caller caller, ConnectionId connection, String gpuType) {
        var hosted = maru.bean(HostingService.class)
                .put(
                        caller,
                        connection,
                        null,
                        new Hosting(
                                Engine.OTHER,
                                gpuType,
                                1,
                                null,
                                "USD",
                                null,
                                Duration.ZERO,
                                null,
                                null,
                                Hosting.USUAL_UTILISATION,
                                BigDecimal.ZERO,
                                null));
        assertThat(hosted.version()).isZero();
    }

    String passkey(UserId user, String label) {
        var id = Bytes.random();
        var handle = ByteBuffer.allocate(16)
                .putLong(user.value().getMostSignificantBits())
                .putLong(user.value().getLeastSignificantBits());
        maru.bean(UserCredentialRepository.class)
                .save(ImmutableCredentialRecord.builder()
                        .credentialId(id)
                        .userEntityUserId(new Bytes(handle.array()))
                        .publicKey(new ImmutablePublicKeyCose(new byte[] {1, 2, 3}))
                        .label(label)
                        .build());
        return id.toBase64UrlString();
    }

    /** A text of the place that no other thing there has. */
    String unused(Marker marker, String kind) {
        return marker.of(kind) + "-" + numbers.incrementAndGet();
    }

    static String token(URI link) {
        return link.getQuery().replaceFirst(".*token=", "");
    }
}
