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
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The registry as one replica has it, on a test database; two of them are two replicas. */
public final class PromptStack implements AutoCloseable {
    public final List<String> audited = new CopyOnWriteArrayList<>();
    public final PromptService service;
    public final PromptQuery query;
    public final PromptFetch fetch;
    public final PromptRenderer renderer;
    final PromptIndexRepository index = new PromptIndexRepository();
    private final ChangeFeed feed;

    public PromptStack(TestDatabase database) {
        var clock = Clock.systemUTC();
        feed = ChangeFeed.polling(database.systemDb(), clock);
        var snapshots = new SnapshotFactory(feed, database.systemDb(), clock, Duration.ofMinutes(15));
        var prompts = new PromptRepository();
        AuditTrail audit = (tx, caller, event) -> audited.add(event.action() + " " + event.targetName() + " by "
                + caller.actor().name());
        var references = new ReferenceRepository();
        service = new PromptService(
                database.tenantDb(),
                prompts,
                references,
                new CompositionCheck(prompts, references),
                audit,
                feed,
                clock);
        query = new PromptQuery(database.tenantDb(), prompts, references);
        fetch = new PromptFetch(snapshots, index, prompts, database.tenantDb());
        renderer = new PromptRenderer(fetch);
    }

    public static Caller editor(TestTenant tenant) {
        return caller(tenant.tenant(), tenant.project(), "Ann", Role.EDITOR.permissions());
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
