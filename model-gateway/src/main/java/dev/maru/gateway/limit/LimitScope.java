package dev.maru.gateway.limit;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a tenant a limit or a budget holds for: those that match every part that is not null, all together.
 *
 * @param member the signed-in person
 * @param model a qualified name
 * @param tagValue null with a tag's name: whatever its value
 */
public record LimitScope(
        @Nullable ProjectId project,
        @Nullable ApiKeyId apiKey,
        @Nullable UserId member,
        @Nullable String model,
        @Nullable String tagName,
        @Nullable String tagValue) {
    public static final LimitScope TENANT = new LimitScope(null, null, null, null, null, null);
    private static final int LONGEST_MODEL = 300;
    private static final int LONGEST_TAG_VALUE = 200;

    public LimitScope {
        if (apiKey != null && member != null) {
            throw PlatformException.invalid("scope.member", "a call is made by a key or by a person, never by both");
        }
        if (tagName == null && tagValue != null) {
            throw PlatformException.invalid("scope.tagValue", "name the tag as well");
        }
        if (tagName != null && !tagName.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw PlatformException.invalid("scope.tagName", "letters, digits, _ . and -, at most 64");
        }
        if (tagValue != null && tagValue.length() > LONGEST_TAG_VALUE) {
            throw PlatformException.invalid("scope.tagValue", "at most " + LONGEST_TAG_VALUE + " characters");
        }
        if (model != null && (model.isBlank() || model.length() > LONGEST_MODEL || model.indexOf('/') < 1)) {
            throw PlatformException.invalid("scope.model", "use the qualified name, <connection>/<model>");
        }
    }

    public static LimitScope ofProject(ProjectId project) {
        return new LimitScope(project, null, null, null, null, null);
    }

    /** In a project one sees what can hold for calls of it, and nothing of other projects. */
    public boolean isSeenBy(Caller caller) {
        return project == null || caller.project() == null || project.equals(caller.project());
    }

    public boolean holdsFor(Caller caller, LimitSubject subject) {
        var key = caller.actor() instanceof Actor.Key actor ? actor.apiKeyId() : null;
        var person = caller.actor() instanceof Actor.Person actor ? actor.userId() : null;
        return holdsFor(caller.project(), key, person, subject.models(), subject.tags());
    }

    /** @param models any of them may be the one that is meant */
    public boolean holdsFor(
            @Nullable ProjectId inProject,
            @Nullable ApiKeyId byKey,
            @Nullable UserId byPerson,
            Set<String> models,
            Map<String, String> tags) {
        return (project == null || project.equals(inProject))
                && (apiKey == null || apiKey.equals(byKey))
                && (member == null || member.equals(byPerson))
                && (model == null || models.contains(model))
                && holdsForTags(tags);
    }

    private boolean holdsForTags(Map<String, String> tags) {
        var value = tagName == null ? null : tags.get(tagName);
        return tagName == null || value != null && (tagValue == null || tagValue.equals(value));
    }

    /** For sentences: "the model openai/gpt in the project". */
    public String words() {
        var words = new StringJoiner(", ");
        if (apiKey != null) {
            words.add("this key");
        }
        if (member != null) {
            words.add("this person");
        }
        if (model != null) {
            words.add("the model " + model);
        }
        if (tagName != null) {
            words.add("the tag " + tagName + (tagValue == null ? "" : "=" + tagValue));
        }
        if (project != null) {
            words.add("this project");
        }
        return words.length() == 0 ? "the tenant" : words.toString();
    }
}
