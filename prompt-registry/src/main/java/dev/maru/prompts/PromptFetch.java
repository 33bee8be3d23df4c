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
import dev.maru.prompts.content.CompiledPrompt;
import dev.maru.prompts.content.Composition;
import dev.maru.prompts.content.PromptBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Serves prompts from memory. Labelled and newest versions are there from the first use of a tenant on; any other version
 * is read once and then kept as long as there is room.
 */
@Component
public class PromptFetch {
    private static final long MAX_OTHERS_WEIGHT = 64L * 1024 * 1024;

    /** An answer of up to this size stays with its version; references can make one far longer than what was written. */
    private static final int LARGE = 64 * 1024;

    private static final long MAX_LARGE_WEIGHT = 128L * 1024 * 1024;

    private final Snapshots<PromptIndex> snapshots;
    private final PromptSubscriptions subscriptions = new PromptSubscriptions();
    private final PromptRepository prompts;
    private final TenantDb db;
    private final Cache<VersionKey, VersionContent> others = Caffeine.newBuilder()
            .maximumWeight(MAX_OTHERS_WEIGHT)
            .weigher((VersionKey key, VersionContent content) -> content.weight())
            .build();

    private final Cache<VersionContent, ServedVersion> large = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MAX_LARGE_WEIGHT)
            .weigher((VersionContent content, ServedVersion made) -> made.weight())
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
        return fetch(caller, name, selector, null, Map.of());
    }

    /**
     * Fetches for somebody in particular.
     *
     * @param splitKey the same for the same person, so that they keep their variant of a split; null draws anew
     * @param attributes what the conditions of splits look at
     */
    public ServedPrompt fetch(
            Caller caller,
            PromptName name,
            PromptSelector selector,
            @Nullable String splitKey,
            Map<String, String> attributes) {
        caller.require(Permission.READ_PROMPTS);
        var key = SplitKey.of(splitKey, attributes);
        return version(caller.tenant(), caller.requireProject(), name, selector, key)
                .prompt();
    }

    /** What a version says itself, with its references as they are written. */
    public ServedPrompt fetchUnresolved(Caller caller, PromptName name, PromptSelector selector) {
        caller.require(Permission.READ_PROMPTS);
        var tenant = caller.tenant();
        var entry = entry(snapshots.get(tenant), caller.requireProject(), name, selector);
        var version = content(tenant, entry, entry.resolve(selector)).version();
        var compiled = CompiledPrompt.of(version.body(), version.variables());
        var bytes = ServedJson.bytes(entry.facts(), version, compiled, List.of());
        return served(entry, selector, version, compiled, bytes, ServedJson.etag(bytes));
    }

    /** A body that somebody is writing, with everything that it refers to put in as it is served now. */
    PromptBody compose(Caller caller, PromptId prompt, PromptName name, PromptBody body) {
        var tenant = caller.tenant();
        return Composition.of(
                        prompt,
                        name,
                        body,
                        library(tenant, caller.requireProject(), snapshots.get(tenant), new LinkedHashSet<>()),
                        PromptError.PROMPT_REFERENCE_INVALID)
                .body();
    }

    /** Tells of every change in the caller's project, after fetches see it, until the subscription is closed. */
    public PromptSubscription subscribe(Caller caller, Consumer<PromptEvent> listener) {
        caller.require(Permission.READ_PROMPTS);
        var subscription = subscriptions.add(caller.tenant(), caller.requireProject(), listener);
        // What was never loaded is never reloaded.
        snapshots.get(caller.tenant());
        return subscription;
    }

    FetchedVersion version(TenantId tenant, ProjectId project, PromptName name, PromptSelector selector, SplitKey key) {
        var index = snapshots.get(tenant);
        var entry = entry(index, project, name, selector);
        int control = entry.resolve(selector);
        var split = selector instanceof PromptSelector.ByLabel(var label)
                ? entry.facts().splits().get(label)
                : null;
        if (split == null) {
            return version(tenant, index, entry, control, selector);
        }
        var chosen = split.choose(key);
        int number = chosen == null ? control : chosen;
        return version(tenant, index, entry, number, selector).with(split, control, split.means(key) ? number : null);
    }

    private FetchedVersion version(
            TenantId tenant, PromptIndex index, PromptIndex.Entry entry, int number, PromptSelector selector) {
        var content = content(tenant, entry, number);
        var made = content.served();
        if (made == null) {
            made = large.getIfPresent(content);
        }
        if (made == null || !made.holds(entry, index)) {
            made = serve(tenant, index, entry, content.version());
            keep(content, made);
        }
        var prompt = served(entry, selector, made.version(), made.compiled(), made.bytes(), made.etag());
        return new FetchedVersion(prompt, made.compiled());
    }

    private void keep(VersionContent content, ServedVersion made) {
        if (made.weight() <= LARGE) {
            content.served(made);
        } else {
            content.served(null);
            large.put(content, made);
        }
    }

    private static PromptIndex.Entry entry(
            PromptIndex index, ProjectId project, PromptName name, PromptSelector selector) {
        var entry = index.find(project, name);
        if (entry == null) {
            throw PromptProblems.unknown(name, selector);
        }
        if (entry.isArchived()) {
            throw PromptProblems.archived(name);
        }
        return entry;
    }

    private static ServedPrompt served(
            PromptIndex.Entry entry,
            PromptSelector selector,
            PromptVersion version,
            CompiledPrompt compiled,
            byte[] bytes,
            String etag) {
        var label = selector instanceof PromptSelector.ByLabel(var asked) ? asked : null;
        var facts = entry.facts();
        return new ServedPrompt(
                version.prompt(),
                facts.name(),
                version,
                compiled.variables(),
                facts.labelsOf(version.number()),
                facts.tags(),
                label,
                null,
                bytes,
                etag);
    }

    private ServedVersion serve(TenantId tenant, PromptIndex index, PromptIndex.Entry entry, PromptVersion version) {
        var facts = entry.facts();
        var children = new LinkedHashSet<PromptIndex.Entry>();
        var composed = Composition.of(
                facts.id(),
                facts.name(),
                version.body(),
                library(tenant, facts.project(), index, children),
                PromptError.PROMPT_REFERENCE_BROKEN);
        var whole = version.withBody(composed.body());
        var compiled = CompiledPrompt.of(whole.body(), whole.variables());
        var bytes = ServedJson.bytes(facts, whole, compiled, composed.references());
        return new ServedVersion(
                entry, List.copyOf(children), whole, compiled, composed.references(), bytes, ServedJson.etag(bytes));
    }

    /** Looks references up in memory and notes whom they led to. */
    private Composition.Library library(
            TenantId tenant, ProjectId project, PromptIndex index, Set<PromptIndex.Entry> children) {
        return reference -> {
            var entry = index.find(project, reference.name());
            if (entry == null || entry.isArchived()) {
                return null;
            }
            children.add(entry);
            var number = entry.find(reference.selector());
            if (number == null) {
                return null;
            }
            var version = content(tenant, entry, number).version();
            return new Composition.Source(
                    version.prompt(), reference.name(), version.number(), version.hash(), version.body());
        };
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
