package dev.maru.prompts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Serves prompts from memory. Labelled and newest versions are there from the first use of a tenant on; any other version
 * is read once and then kept as long as there is room.
 */
@Component
public class PromptFetch {
    private static final long MAX_OTHERS_WEIGHT = 64L * 1024 * 1024;

    private final Snapshots<PromptIndex> snapshots;
    private final PromptSubscriptions subscriptions = new PromptSubscriptions();
    private final PromptRepository prompts;
    private final TenantDb db;
    private final Cache<VersionKey, VersionContent> others = Caffeine.newBuilder()
            .maximumWeight(MAX_OTHERS_WEIGHT)
            .weigher((VersionKey key, VersionContent content) -> content.weight())
            .build();

    private record VersionKey(TenantId tenant, ProjectId project, PromptId prompt, int number) {}

    PromptFetch(SnapshotFactory snapshots, PromptIndexRepository index, PromptRepository prompts, TenantDb db) {
        this.snapshots = snapshots.of(PromptChange.KIND, index::load);
        this.snapshots.onPublish(
                published -> subscriptions.publish(published.tenant(), published.before(), published.after()));
        this.prompts = prompts;
        this.db = db;
    }

    public ServedPrompt fetch(Caller caller, PromptName name, PromptSelector selector) {
        caller.require(Permission.READ_PROMPTS);
        return version(caller.tenant(), caller.requireProject(), name, selector).prompt();
    }

    /** Tells of every change in the caller's project, after fetches see it, until the subscription is closed. */
    public PromptSubscription subscribe(Caller caller, Consumer<PromptEvent> listener) {
        caller.require(Permission.READ_PROMPTS);
        var subscription = subscriptions.add(caller.tenant(), caller.requireProject(), listener);
        // What was never loaded is never reloaded.
        snapshots.get(caller.tenant());
        return subscription;
    }

    FetchedVersion version(TenantId tenant, ProjectId project, PromptName name, PromptSelector selector) {
        var entry = snapshots.get(tenant).find(project, name);
        if (entry == null) {
            throw PromptProblems.unknown(name, selector);
        }
        if (entry.isArchived()) {
            throw PromptProblems.archived(name);
        }
        var content = content(tenant, entry, entry.resolve(selector));
        var answer = content.answer(entry);
        var parsed = content.parsed();
        var label = selector instanceof PromptSelector.ByLabel(var asked) ? asked : null;
        var served = new ServedPrompt(
                entry.facts().id(),
                name,
                parsed.version(),
                parsed.compiled().variables(),
                label,
                answer.bytes(),
                answer.etag());
        return new FetchedVersion(served, parsed.compiled());
    }

    private VersionContent content(TenantId tenant, PromptIndex.Entry entry, int number) {
        var pinned = entry.pinned(number);
        if (pinned != null) {
            return pinned;
        }
        var key = new VersionKey(tenant, entry.facts().project(), entry.facts().id(), number);
        var cached = others.getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        var read = read(key, entry);
        others.put(key, read);
        return read;
    }

    private VersionContent read(VersionKey key, PromptIndex.Entry entry) {
        try {
            return db.inTenant(key.tenant, tx -> prompts.version(tx, key.project, key.prompt, key.number))
                    .orElseThrow(() -> PromptProblems.noSuchVersion(
                            entry.facts().name(), key.number, entry.facts().latest()));
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PlatformException(
                    CoreError.TEMPORARILY_UNAVAILABLE,
                    "Maru cannot read this version at the moment; labelled and newest versions are served meanwhile.",
                    e);
        }
    }
}
