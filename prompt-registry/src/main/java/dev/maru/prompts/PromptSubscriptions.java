package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of changes; what changed is the difference of two indexes, so it is told when fetches see it. */
final class PromptSubscriptions {
    private final Map<Scope, Set<Consumer<PromptEvent>>> listeners = new ConcurrentHashMap<>();

    private record Scope(TenantId tenant, ProjectId project) {}

    PromptSubscription add(TenantId tenant, ProjectId project, Consumer<PromptEvent> listener) {
        var scope = new Scope(tenant, project);
        listeners.compute(scope, (key, known) -> {
            Set<Consumer<PromptEvent>> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(scope, (key, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    void publish(TenantId tenant, @Nullable PromptIndex before, PromptIndex after) {
        if (before == null || listeners.isEmpty()) {
            return;
        }
        for (var event : changes(before, after)) {
            listeners
                    .getOrDefault(new Scope(tenant, event.project()), Set.of())
                    .forEach(listener -> listener.accept(event));
        }
    }

    static List<PromptEvent> changes(PromptIndex before, PromptIndex after) {
        var events = new ArrayList<PromptEvent>();
        var touched = new HashSet<PromptId>();
        for (var entry : after.entries()) {
            var old = before.find(entry.facts().id());
            if (old != entry) {
                changes(old, entry, events);
                touched.addAll(after.ancestors(entry.facts().id()));
            }
        }
        // What a prompt refers to has changed, so its own answer may have.
        for (var id : touched) {
            var parent = after.find(id);
            if (parent != null && !parent.isArchived() && before.find(id) == parent) {
                var facts = parent.facts();
                events.add(new PromptEvent.Changed(facts.project(), facts.id(), facts.name()));
            }
        }
        for (var old : before.entries()) {
            if (after.find(old.facts().id()) == null && !old.isArchived()) {
                events.add(deleted(old.facts()));
            }
        }
        return events;
    }

    private static void changes(PromptIndex.@Nullable Entry old, PromptIndex.Entry entry, List<PromptEvent> events) {
        var now = entry.facts();
        if (entry.isArchived()) {
            if (old != null && !old.isArchived()) {
                events.add(deleted(now));
            }
            return;
        }
        int told = events.size();
        var was = old == null ? null : old.facts();
        for (int number = (was == null ? 0 : was.latest()) + 1; number <= now.latest(); number++) {
            events.add(new PromptEvent.VersionCreated(now.project(), now.id(), now.name(), number));
        }
        moves(was == null ? Map.of() : was.labels(), now, events);
        if (told == events.size()) {
            events.add(new PromptEvent.Changed(now.project(), now.id(), now.name()));
        }
    }

    private static void moves(Map<PromptLabel, Integer> was, PromptIndex.Facts now, List<PromptEvent> events) {
        now.labels().forEach((label, to) -> {
            var from = was.get(label);
            if (!to.equals(from)) {
                events.add(new PromptEvent.LabelMoved(now.project(), now.id(), now.name(), label, from, to));
            }
        });
        was.forEach((label, from) -> {
            if (!now.labels().containsKey(label)) {
                events.add(new PromptEvent.LabelMoved(now.project(), now.id(), now.name(), label, from, null));
            }
        });
    }

    private static PromptEvent deleted(PromptIndex.Facts facts) {
        return new PromptEvent.Deleted(facts.project(), facts.id(), facts.name());
    }
}
