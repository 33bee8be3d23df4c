package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.core.id.ProjectId;
import dev.maru.gateway.budget.BudgetUse;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitUse;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scopes of a tenant: its projects, their keys, and whoever and whatever else something holds for, with what holds. */
final class ScopeTree {
    /** A line of the tree. */
    sealed interface Row {}

    /** A scope. */
    record Node(LimitScope scope, Glyph glyph, String kind, String name) implements Row {}

    /** A limit of the scope above it. */
    record LimitRow(LimitUse use) implements Row {}

    /** A budget of the scope above it. */
    record BudgetRow(BudgetUse use) implements Row {}

    private final Place place;
    private final ScopeNames names;
    private final Map<LimitScope, Node> nodes = new LinkedHashMap<>();
    private final Map<LimitScope, List<Row>> bounds = new HashMap<>();
    private final Map<LimitScope, List<Row>> below = new HashMap<>();
    private final Set<LimitScope> used = new HashSet<>();

    ScopeTree(Place place, ScopeNames names, List<LimitUse> limits, List<BudgetUse> budgets) {
        this.place = place;
        this.names = names;
        node(LimitScope.TENANT);
        place.projects().forEach(project -> node(LimitScope.ofProject(project.id())));
        names.usableKeys().forEach(key -> node(ofKey(key)));
        limits.forEach(use -> put(use.limit().scope(), new LimitRow(use)));
        budgets.forEach(use -> put(use.budget().scope(), new BudgetRow(use)));
    }

    static LimitScope ofKey(ScopeNames.Key key) {
        return new LimitScope(key.project().id(), key.id(), null, null, null, null);
    }

    private void put(LimitScope scope, Row row) {
        var where = new LimitScope(
                names.projectOf(scope),
                scope.apiKey(),
                scope.member(),
                scope.model(),
                scope.tagName(),
                scope.tagValue());
        node(where);
        bounds.computeIfAbsent(where, any -> new ArrayList<>()).add(row);
        for (var at = where; at != null; at = above(at)) {
            used.add(at);
        }
    }

    private void node(LimitScope scope) {
        if (nodes.containsKey(scope)) {
            return;
        }
        var above = above(scope);
        if (above != null) {
            node(above);
        }
        var made = named(scope);
        nodes.put(scope, made);
        if (above != null) {
            below.computeIfAbsent(above, any -> new ArrayList<>()).add(made);
        }
    }

    /** Without its last part; null above the tenant. */
    static @Nullable LimitScope above(LimitScope scope) {
        if (scope.tagName() != null) {
            return new LimitScope(scope.project(), scope.apiKey(), scope.member(), scope.model(), null, null);
        }
        if (scope.model() != null) {
            return new LimitScope(scope.project(), scope.apiKey(), scope.member(), null, null, null);
        }
        if (scope.apiKey() != null || scope.member() != null) {
            return new LimitScope(scope.project(), null, null, null, null, null);
        }
        return scope.project() != null ? LimitScope.TENANT : null;
    }

    /** By the last part of the scope. */
    private Node named(LimitScope scope) {
        if (scope.tagName() != null) {
            return new Node(scope, Glyph.TAG, t("limits.node.tag"), LimitTexts.tag(scope));
        }
        if (scope.model() != null) {
            return new Node(scope, Glyph.MODELS, t("limits.node.model"), scope.model());
        }
        if (scope.apiKey() != null) {
            return new Node(scope, Glyph.KEY, t("limits.node.key"), names.keyName(scope.apiKey()));
        }
        if (scope.member() != null) {
            return new Node(scope, Glyph.MEMBERS, t("limits.node.member"), names.memberName(scope.member()));
        }
        ProjectId project = scope.project();
        return project == null
                ? new Node(
                        scope,
                        Glyph.TENANT,
                        t("limits.node.tenant"),
                        place.tenant().name())
                : new Node(scope, Glyph.FOLDER, t("limits.node.project"), place.projectName(project));
    }

    Node root() {
        return nodes.get(LimitScope.TENANT) instanceof Node root ? root : named(LimitScope.TENANT);
    }

    /** What holds for a scope, then the narrower ones. */
    List<Row> under(Row row) {
        if (!(row instanceof Node node)) {
            return List.of();
        }
        var rows = new ArrayList<>(bounds.getOrDefault(node.scope(), List.of()));
        rows.addAll(below.getOrDefault(node.scope(), List.of()));
        return rows;
    }

    /** Whether something holds for it, or for a narrower one. */
    boolean isUsed(LimitScope scope) {
        return used.contains(scope);
    }

    List<Node> all() {
        return List.copyOf(nodes.values());
    }
}
