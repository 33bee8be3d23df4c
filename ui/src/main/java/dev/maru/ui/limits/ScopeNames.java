package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.access.ApiKey;
import dev.maru.access.Member;
import dev.maru.access.Project;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import dev.maru.core.page.Cursor;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.shell.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The names of what scopes refer to; ids where the person may not read more, or where it is gone. */
final class ScopeNames {
    private static final int PAGE = 100;

    private final Place place;
    private final LimitTools tools;
    private final Map<ApiKeyId, Key> keys = new LinkedHashMap<>();
    private final Map<UserId, Member> members = new LinkedHashMap<>();

    /** An API key of a project. */
    record Key(ApiKeyId id, String name, Project project, boolean usable) {}

    ScopeNames(Place place, LimitTools tools) {
        this.place = place;
        this.tools = tools;
        place.projects().forEach(this::readKeys);
        if (place.may(Permission.READ_MEMBERS)) {
            tools.members().list(place.caller()).forEach(member -> members.put(member.id(), member));
        }
    }

    private void readKeys(Project project) {
        var caller = place.in(project).caller();
        if (!caller.may(Permission.READ_KEYS)) {
            return;
        }
        var now = tools.clock().instant();
        @Nullable Cursor after = null;
        do {
            var page = tools.keys().page(caller, after, PAGE);
            for (ApiKey key : page.items()) {
                keys.put(key.id(), new Key(key.id(), key.data().name(), project, key.isUsable(now)));
            }
            after = page.next();
        } while (after != null);
    }

    List<Key> usableKeys() {
        return keys.values().stream().filter(Key::usable).toList();
    }

    List<Member> people() {
        return List.copyOf(members.values());
    }

    List<String> models() {
        return place.may(Permission.READ_MODELS)
                ? tools.catalog().models(place.caller()).stream()
                        .map(CatalogModel::qualifiedName)
                        .sorted()
                        .toList()
                : List.of();
    }

    Optional<Key> key(@Nullable ApiKeyId id) {
        return Optional.ofNullable(id).map(keys::get);
    }

    String keyName(ApiKeyId id) {
        return key(id).map(Key::name).orElseGet(id::toString);
    }

    String memberName(UserId id) {
        var member = members.get(id);
        return member == null ? id.toString() : member.name();
    }

    /** The project of a scope, also where only a key of it is named; null if it is in none, or nobody knows. */
    @Nullable
    ProjectId projectOf(LimitScope scope) {
        return scope.project() != null
                ? scope.project()
                : key(scope.apiKey()).map(key -> key.project().id()).orElse(null);
    }

    /** "Sample · Key App · openai/gpt-5", or the name of the tenant. */
    String words(LimitScope scope) {
        var words = new StringJoiner(" · ");
        var project = projectOf(scope);
        if (project != null) {
            words.add(place.projectName(project));
        }
        if (scope.apiKey() != null) {
            words.add(t("limits.scope.key", keyName(scope.apiKey())));
        }
        if (scope.member() != null) {
            words.add(t("limits.scope.member", memberName(scope.member())));
        }
        if (scope.model() != null) {
            words.add(scope.model());
        }
        if (scope.tagName() != null) {
            words.add(LimitTexts.tag(scope));
        }
        return words.length() == 0 ? t("limits.scope.tenant", place.tenant().name()) : words.toString();
    }
}
