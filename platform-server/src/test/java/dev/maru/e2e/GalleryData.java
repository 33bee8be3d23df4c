package dev.maru.e2e;

import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.CallerDirectory;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.IpRange;
import dev.maru.access.MemberService;
import dev.maru.access.ProjectService;
import dev.maru.access.RoleGrant;
import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.ProfileData;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.platform.webhook.WebhookAddress;
import dev.maru.platform.webhook.WebhookChange;
import dev.maru.platform.webhook.WebhookData;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.platform.webhook.WebhookState;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Fills a tenant as a team would after some weeks: prompts, releases, calls of every kind, keys in every state. */
final class GalleryData {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LARGE = "openai/gpt-5";
    private static final String SMALL = "openai/gpt-5-mini";

    private final RunningMaru maru;
    private final ScriptedProvider provider;
    private final UserId owner;
    private final GalleryTexts texts;

    GalleryData(RunningMaru maru, ScriptedProvider provider, UserId owner, GalleryTexts texts) {
        this.maru = maru;
        this.provider = provider;
        this.owner = owner;
        this.texts = texts;
    }

    /** Where the full project and the empty one are. */
    record Places(
            String full,
            String empty,
            String sample,
            String tenant,
            PromptId prompt,
            PromptId waiting,
            Map<String, String> calls,
            GalleryLimits.Made limits,
            GalleryTexts texts) {}

    Places fill(TenantId tenant) {
        var projects = maru.bean(ProjectService.class);
        var sample = projects.list(caller(tenant, null)).getFirst();
        var renamed = projects.rename(caller(tenant, null), sample.id(), sample.version(), texts.project());
        var empty = projects.create(caller(tenant, null), "Playground", new Slug("playground"));
        var caller = caller(tenant, renamed.id());
        connect(caller);
        new GalleryRoutes(maru, caller, texts == GalleryTexts.KOREAN).fill();
        var prompt = prompts(caller);
        people(caller);
        var waiting = new GalleryReleases(maru, texts, caller).fill(prompt);
        var secret = keys(caller);
        maru.bean(PayloadPolicyService.class).set(caller, payloads(caller));
        webhooks(caller);
        calls(secret);
        new GalleryTraces(maru, provider, secret, texts).fill(caller);
        cache(caller, secret);
        var guarded = new GalleryGuardrails(maru, caller, texts == GalleryTexts.KOREAN).fill();
        var slug = maru.bean(TenantService.class).get(caller).slug();
        var outcomes = awaitCalls(caller);
        outcomes.put("guarded", guarded);
        return new Places(
                "/p/" + slug + "/" + renamed.slug(),
                "/p/" + slug + "/" + empty.slug(),
                "/p/another/sample",
                "/t/" + slug,
                prompt,
                waiting,
                outcomes,
                new GalleryLimits(maru, caller, texts, secret).fill(),
                texts);
    }

    private static PayloadPolicy payloads(Caller caller) {
        return new PayloadPolicy(PayloadPolicy.Capture.FULL, 14, 0);
    }

    private Caller caller(TenantId tenant, @Nullable ProjectId project) {
        return maru.bean(CallerDirectory.class).ofPerson(owner, tenant, project, RequestId.next(), "203.0.113.7");
    }

    /** One whose receiver takes nothing, one that is paused. */
    private void webhooks(Caller caller) {
        var service = maru.bean(WebhookService.class);
        var failing = service.create(
                        caller,
                        webhook(
                                provider.baseUrl() + "/hooks/deploy",
                                texts.reasons().getFirst(),
                                "support"))
                .webhook();
        var unused = service.test(caller, failing.id());
        var paused = service.create(caller, webhook("https://127.0.0.1:1/chat", "", ""))
                .webhook();
        var after = service.change(caller, paused.id(), WebhookChange.of(0, WebhookState.PAUSED));
    }

    private static WebhookData webhook(String url, String description, String folder) {
        return new WebhookData(
                new WebhookAddress(url), Set.of("prompt.label.moved", "prompt.version.created"), folder, description);
    }

    private void connect(Caller caller) {
        var connections = maru.bean(ConnectionService.class);
        var catalog = maru.bean(CatalogService.class);
        for (var name : List.of("OpenAI", "GPU cluster")) {
            var slug = Slug.resembling(name, "x").value();
            var made = connections.create(
                    caller,
                    new NewConnection(
                            new ConnectionSlug(slug),
                            name,
                            provider.baseUrl().toString(),
                            "sk-test-1234567890abcd",
                            DisconnectPolicy.DRAIN));
            catalog.importModels(caller, made.id());
            if (name.startsWith("GPU")) {
                new GalleryEndpoint(maru, caller, provider).describe(made);
            }
        }
        new GalleryModels(maru, caller).fill();
    }

    private PromptId prompts(Caller caller) {
        var service = maru.bean(PromptService.class);
        var releases = maru.bean(ReleaseService.class);
        for (var prompt : texts.prompts()) {
            service.create(
                    caller,
                    new NewPrompt(
                            new PromptName(prompt.name()),
                            draft(prompt.system(), "", SMALL),
                            prompt.description(),
                            List.of(),
                            Set.of(
                                    prompt.description().isEmpty()
                                            ? new PromptLabel("staging")
                                            : PromptLabel.PRODUCTION)));
        }
        var sample = maru.bean(PromptQuery.class)
                .page(caller, new PromptFilter("support/answer", null, null, null, null, false), null, 1)
                .items()
                .getFirst();
        int latest = sample.latest();
        for (int i = 0; i < texts.edits().size(); i++) {
            var saved = service.newVersion(
                    caller,
                    sample.id(),
                    latest,
                    draft(texts.edits().get(i), texts.reasons().get(i), LARGE));
            latest = saved.version().number();
            releases.release(
                    caller,
                    sample.id(),
                    i == 0 ? PromptLabel.PRODUCTION : new PromptLabel("staging"),
                    latest,
                    ExpectedRelease.anything(),
                    texts.reasons().get(i));
        }
        return sample.id();
    }

    private static PromptDraft draft(String system, String message, String model) {
        var body = new PromptBody.Chat(List.of(
                ChatEntry.Message.of(ChatRole.SYSTEM, system + "\n{{#document}}\n\n{{document}}{{/document}}"),
                ChatEntry.Message.of(ChatRole.USER, "{{question}}")));
        return new PromptDraft(body, PromptConfig.parse("{\"model\":\"" + model + "\",\"temperature\":0.2}"), message);
    }

    private void people(Caller caller) {
        var invitations = maru.bean(InvitationService.class);
        int number = 0;
        for (var name : texts.people()) {
            number++;
            var email = "colleague" + number + "@" + texts.slug() + ".example";
            var made = invitations.create(
                    caller,
                    new EmailAddress(email),
                    number == 1 ? RoleGrant.everywhere(Role.ADMIN) : new RoleGrant(Role.EDITOR, caller.project()));
            maru.bean(JoiningService.class)
                    .join(
                            made.link().getQuery().replaceFirst(".*token=", ""),
                            ProfileData.of(name),
                            "a long enough pass phrase");
        }
        var members = maru.bean(MemberService.class);
        members.list(caller).stream()
                .filter(member -> member.name().equals(texts.people().get(1)))
                .forEach(member -> members.suspend(caller, member.id()));
        invitations.create(caller, new EmailAddress("new@example.com"), RoleGrant.everywhere(Role.VIEWER));
        var revoked =
                invitations.create(caller, new EmailAddress("left@example.com"), RoleGrant.everywhere(Role.BILLING));
        invitations.revoke(caller, revoked.invitation().id());
    }

    private String keys(Caller caller) {
        var keys = maru.bean(ApiKeyService.class);
        var all = Set.of(Scope.CALL, Scope.PROMPTS_READ);
        var first = keys.create(caller, ApiKeyData.of(texts.keys().get(0), all));
        var soon = maru.bean(Clock.class).instant().plus(Duration.ofDays(30));
        keys.create(
                caller,
                new ApiKeyData(
                        texts.keys().get(1),
                        Set.of(Scope.values()),
                        Set.of(LARGE, SMALL),
                        Set.of(new IpRange("203.0.113.0/24")),
                        soon));
        var rotated = keys.create(caller, ApiKeyData.of(texts.keys().get(2), all));
        keys.rotate(caller, rotated.key().id(), Duration.ofHours(24));
        var revoked = keys.create(caller, ApiKeyData.of("Test", Set.of(Scope.CALL)));
        keys.revoke(caller, revoked.key().id());
        return first.secret();
    }

    private void calls(String secret) {
        for (var question : texts.questions()) {
            provider.script(Reply.Answer.ofWords(12)
                    .withUsage(Usage.of(1874, 212).withCached(1024))
                    .withDelay(Duration.ofMillis(9)));
            ask(secret, LARGE, question);
        }
        provider.script(
                Reply.Status.of(400).withBody("{\"error\":{\"message\":\"Unsupported value: 'temperature'\"}}"));
        ask(secret, SMALL, texts.questions().getFirst());
        ask(secret, "openai/gpt-4-turbo", texts.questions().getFirst());
        provider.script(Reply.CutAfter.chunks(3));
        ask(secret, SMALL, texts.questions().getLast());
        ask(secret, "gpu-cluster/gpt-5-mini", texts.questions().getLast());
    }

    /** Questions that come back, of which all but the first are answered from the cache. */
    private void cache(Caller caller, String secret) {
        var cache = maru.bean(CacheService.class);
        cache.set(
                caller,
                new CachePolicy(
                        CachePolicy.Mode.EXACT,
                        false,
                        Duration.ofDays(7),
                        CachePolicy.Scope.PROJECT,
                        null,
                        CachePolicy.OFF.minSimilarity(),
                        0));
        for (int again = 0; again < 3; again++) {
            ask(secret, LARGE, texts.questions().getFirst());
        }
    }

    private void ask(String secret, String model, String question) {
        var body = Map.of(
                "model",
                model,
                "stream",
                true,
                "user",
                "guest-4711",
                "prompt",
                Map.of("name", "support/answer", "label", "production", "variables", Map.of("question", question)));
        maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .header("maru-tags", "channel=web,release=2026-11")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** The ids of one call of each outcome; before them, some weeks of calls. */
    private Map<String, String> awaitCalls(Caller caller) {
        var calls = maru.bean(CallService.class);
        Await.until(
                "the calls are in the ledger",
                () -> calls.page(caller, CallFilter.ALL, null, 50).items().size() >= 13);
        try (var sql = GalleryData.class.getResourceAsStream("gallery.sql")) {
            maru.database().execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var found = new HashMap<String, String>();
        calls.page(caller, CallFilter.ALL, null, 10).items().stream()
                .filter(call -> call.apiKeyId() != null)
                .filter(call -> call.outcome() != CallOutcome.SUCCESS
                        || call.requestedModel().equals(LARGE))
                .forEach(call -> found.put(call.outcome().wireName(), call.id().toString()));
        return found;
    }
}
