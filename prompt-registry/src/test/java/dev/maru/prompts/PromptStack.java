package dev.maru.prompts;

import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.call.PromptUsageService;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.webhook.WebhookEvents;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The registry as one replica has it, on a test database; two of them are two replicas. */
public final class PromptStack implements AutoCloseable {
    public final List<String> audited = new CopyOnWriteArrayList<>();
    public final PromptService service;
    public final ReleaseService releases;
    public final ReleaseRequestService requests;
    public final ProtectionService protections;
    public final SplitService splits;
    public final PromptUsageService usage;
    final SplitWatch watch;
    final DueReleases due;
    final SearchBackfill backfill;
    public final PromptQuery query;
    public final PromptSearch search;
    public final PromptCopies copies;
    public final PromptBatch batch;
    public final ContentQuery contents;
    public final PromptFetch fetch;
    public final PromptRenderer renderer;
    final PromptIndexRepository index = new PromptIndexRepository(new SplitRepository());
    private final ChangeFeed feed;

    public PromptStack(TestDatabase database) {
        this(database, Clock.systemUTC(), null);
    }

    /** @param gate what judges versions, null if nobody does */
    PromptStack(TestDatabase database, Clock clock, @Nullable ReleaseGate gate) {
        var gates = new StaticListableBeanFactory(gate == null ? Map.of() : Map.of("gate", gate))
                .getBeanProvider(ReleaseGate.class);
        feed = ChangeFeed.polling(database.systemDb(), clock);
        var snapshots = new SnapshotFactory(feed, database.systemDb(), clock, Duration.ofMinutes(15));
        var prompts = new PromptRepository();
        AuditTrail audit = (tx, caller, event) -> audited.add(event.action() + " " + event.targetName() + " by "
                + caller.actor().name());
        var db = database.tenantDb();
        var references = new ReferenceRepository();
        var composition = new CompositionCheck(prompts, references);
        var protectionRows = new ProtectionRepository();
        var splitRows = new SplitRepository();
        var texts = new SearchRepository();
        var searchIndex = new SearchIndex(prompts, texts);
        backfill = new SearchBackfill(database.systemDb(), db, prompts, texts, searchIndex);
        var events = new PromptAnnouncements(WebhookEvents.at(clock));
        var moves = new LabelMoves(prompts, protectionRows, splitRows, searchIndex, gates, audit, feed, events);
        releases = new ReleaseService(db, prompts, composition, moves, clock);
        service = new PromptService(
                db,
                prompts,
                references,
                composition,
                protectionRows,
                moves,
                releases,
                searchIndex,
                audit,
                feed,
                events,
                clock);
        var requestRows = new ReleaseRequestRepository();
        protections = new ProtectionService(db, protectionRows, gates, audit, clock);
        splits = new SplitService(db, prompts, splitRows, requestRows, releases, moves, audit, feed, clock);
        requests = new ReleaseRequestService(db, prompts, requestRows, releases, splits, moves, audit, clock);
        due = new DueReleases(database.systemDb(), requestRows, requests, clock);
        query = new PromptQuery(database.tenantDb(), prompts, references);
        search = new PromptSearch(db, query, prompts);
        copies = new PromptCopies(db, prompts, service);
        batch = new PromptBatch(db, prompts, service);
        contents = new ContentQuery(db);
        fetch = new PromptFetch(snapshots, index, prompts, database.tenantDb());
        renderer = new PromptRenderer(fetch);
        usage = new PromptUsageService(db);
        watch = new SplitWatch(database.systemDb(), splitRows, splits, query, usage, clock);
    }

    public static Caller editor(TestTenant tenant) {
        return caller(tenant.tenant(), tenant.project(), "Ann", Role.EDITOR.permissions());
    }

    public static Caller admin(TestTenant tenant, String name) {
        return caller(tenant.tenant(), tenant.project(), name, Role.ADMIN.permissions());
    }

    public static Caller editor(TestTenant tenant, String name) {
        return caller(tenant.tenant(), tenant.project(), name, Role.EDITOR.permissions());
    }

    public static Caller viewer(TestTenant tenant) {
        return caller(tenant.tenant(), tenant.project(), "Vic", Role.VIEWER.permissions());
    }

    public static Caller caller(TenantId tenant, ProjectId project, String name, Set<Permission> permissions) {
        return new Caller(
                new Actor.Person(UserId.next(), name), tenant, project, permissions, RequestId.next(), "127.0.0.1");
    }

    /** A text prompt with one version. */
    public CreatedPrompt text(Caller caller, String name, String template) {
        return service.create(caller, NewPrompt.of(new PromptName(name), draft(template)));
    }

    public static PromptDraft draft(String template) {
        return new PromptDraft(new PromptBody.Text(template), PromptConfig.EMPTY, "");
    }

    @Override
    public void close() {
        feed.close();
    }
}
