package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptVersion.PROMPT_VERSION;
import static dev.maru.db.prompts.tables.Release.RELEASE;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.ContentHash;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads prompts from the database for people; applications fetch from {@link PromptFetch}. */
@Component
public class PromptQuery {
    private static final int MAX_PAGE = 200;

    static final Field<SortedMap<PromptLabel, Integer>> LABELS = multiset(
                    select(PROMPT_LABEL.LABEL, PROMPT_LABEL.NUMBER)
                            .from(PROMPT_LABEL)
                            .where(PROMPT_LABEL.TENANT_ID.eq(PROMPT.TENANT_ID))
                            .and(PROMPT_LABEL.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                            .and(PROMPT_LABEL.PROMPT_ID.eq(PROMPT.PROMPT_ID)))
            .convertFrom(rows -> {
                var labels = new TreeMap<PromptLabel, Integer>();
                rows.forEach(label -> labels.put(new PromptLabel(label.value1()), label.value2()));
                return labels;
            });

    private final TenantDb db;
    private final PromptRepository prompts;
    private final ReferenceRepository references;

    PromptQuery(TenantDb db, PromptRepository prompts, ReferenceRepository references) {
        this.db = db;
        this.prompts = prompts;
        this.references = references;
    }

    /** Prompts by name. */
    public Page<Prompt> page(Caller caller, PromptFilter filter, @Nullable Cursor after, int limit) {
        int size = checkLimit(limit);
        return read(caller, (tx, project) -> {
            var found = tx.sql()
                    .select(PROMPT.fields())
                    .select(LABELS)
                    .from(PROMPT)
                    .where(isIn(tx, project))
                    .and(matches(tx, project, filter))
                    .and(
                            after == null
                                    ? noCondition()
                                    : PROMPT.NAME.gt(position(after, 1).getFirst()))
                    .orderBy(PROMPT.NAME)
                    .limit(size + 1)
                    .fetch(prompt -> PromptRepository.prompt(prompt, prompt.get(LABELS)));
            return Page.of(found, size, prompt -> Cursor.of(prompt.name().value()));
        });
    }

    /** Some of the prompts by name, and how many there are; for lists that are paged by number. */
    public Slice slice(Caller caller, PromptFilter filter, int offset, int limit) {
        int size = checkLimit(limit);
        return read(caller, (tx, project) -> {
            var which = isIn(tx, project).and(matches(tx, project, filter));
            var items = tx.sql()
                    .select(PROMPT.fields())
                    .select(LABELS)
                    .from(PROMPT)
                    .where(which)
                    .orderBy(PROMPT.NAME)
                    .offset(offset)
                    .limit(size)
                    .fetch(prompt -> PromptRepository.prompt(prompt, prompt.get(LABELS)));
            return new Slice(items, tx.sql().fetchCount(PROMPT, which));
        });
    }

    /** @param total of all, not only of these */
    public record Slice(List<Prompt> items, int total) {}

    /** How many prompts each folder holds, with those in its sub-folders; sorted by name. */
    public List<PromptFolder> folders(Caller caller) {
        return read(caller, (tx, project) -> {
            var folders = new TreeMap<String, Integer>();
            tx.sql()
                    .select(PROMPT.NAME)
                    .from(PROMPT)
                    .where(isIn(tx, project))
                    .and(PROMPT.ARCHIVED_AT.isNull())
                    .and(PROMPT.NAME.contains("/"))
                    .forEach(prompt -> count(prompt.value1(), folders));
            return folders.entrySet().stream()
                    .map(folder -> new PromptFolder(folder.getKey(), folder.getValue()))
                    .toList();
        });
    }

    /** Every label in use in the project, sorted. */
    public List<PromptLabel> labels(Caller caller) {
        return read(
                caller,
                (tx, project) -> tx.sql()
                        .selectDistinct(PROMPT_LABEL.LABEL)
                        .from(PROMPT_LABEL)
                        .where(PROMPT_LABEL.TENANT_ID.eq(tx.tenant()))
                        .and(PROMPT_LABEL.PROJECT_ID.eq(project))
                        .orderBy(PROMPT_LABEL.LABEL)
                        .fetch(label -> new PromptLabel(label.value1())));
    }

    /** Every tag in use in the project, sorted. */
    public List<String> tags(Caller caller) {
        return read(caller, (tx, project) -> {
            var tag = field("unnest({0})", String.class, PROMPT.TAGS).as("tag");
            return tx.sql()
                    .selectDistinct(tag)
                    .from(PROMPT)
                    .where(isIn(tx, project))
                    .and(PROMPT.ARCHIVED_AT.isNull())
                    .orderBy(tag)
                    .fetch(tag);
        });
    }

    public Prompt prompt(Caller caller, PromptId prompt) {
        return read(caller, (tx, project) -> prompts.find(tx, project, prompt))
                .orElseThrow(() -> PromptProblems.unknown(prompt));
    }

    public Optional<Prompt> byName(Caller caller, PromptName name) {
        return read(caller, (tx, project) -> prompts.find(tx, project, name));
    }

    public PromptVersion version(Caller caller, PromptId prompt, int number) {
        return read(caller, (tx, project) -> {
            var found = prompts.find(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            return prompts.version(tx, project, prompt, number)
                    .orElseThrow(() -> PromptProblems.noSuchVersion(found.name(), number, found.latest()))
                    .version();
        });
    }

    /** Who refers to a prompt, by name. */
    public List<PromptUse> usedBy(Caller caller, PromptId prompt) {
        return read(caller, (tx, project) -> {
            requireKnown(prompts.find(tx, project, prompt), prompt);
            return references.uses(tx, project, prompt);
        });
    }

    /** Newest first. */
    public Page<VersionItem> versions(Caller caller, PromptId prompt, @Nullable Cursor after, int limit) {
        int size = checkLimit(limit);
        return read(caller, (tx, project) -> {
            var owner = prompts.find(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            var found = tx.sql()
                    .selectFrom(PROMPT_VERSION)
                    .where(PROMPT_VERSION.TENANT_ID.eq(tx.tenant()))
                    .and(PROMPT_VERSION.PROJECT_ID.eq(project))
                    .and(PROMPT_VERSION.PROMPT_ID.eq(prompt))
                    .and(after == null ? noCondition() : PROMPT_VERSION.NUMBER.lt(number(after)))
                    .orderBy(PROMPT_VERSION.NUMBER.desc())
                    .limit(size + 1)
                    .fetch(version -> new VersionItem(
                            version.getNumber(),
                            owner.labelsOf(version.getNumber()),
                            ContentHash.ofBytes(version.getContentHash()),
                            version.getCommitMessage(),
                            version.getCreatedBy(),
                            version.getCreatedAt()));
            return Page.of(found, size, version -> Cursor.of("" + version.number()));
        });
    }

    /** Newest first. */
    public Page<Release> releases(Caller caller, PromptId prompt, @Nullable Cursor after, int limit) {
        int size = checkLimit(limit);
        return read(caller, (tx, project) -> {
            requireKnown(prompts.find(tx, project, prompt), prompt);
            var found = tx.sql()
                    .selectFrom(RELEASE)
                    .where(RELEASE.TENANT_ID.eq(tx.tenant()))
                    .and(RELEASE.PROJECT_ID.eq(project))
                    .and(RELEASE.PROMPT_ID.eq(prompt))
                    .and(after == null ? noCondition() : before(after))
                    .orderBy(RELEASE.RELEASED_AT.desc(), RELEASE.RELEASE_ID.desc())
                    .limit(size + 1)
                    .fetch(PromptRepository::release);
            return Page.of(
                    found,
                    size,
                    release -> Cursor.of(
                            release.releasedAt().toString(), release.id().toString()));
        });
    }

    private <T> T read(Caller caller, BiFunction<TenantTx, ProjectId, T> work) {
        caller.require(Permission.READ_PROMPTS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> work.apply(tx, project));
    }

    private static void requireKnown(Optional<Prompt> found, PromptId prompt) {
        if (found.isEmpty()) {
            throw PromptProblems.unknown(prompt);
        }
    }

    private static Condition isIn(TenantTx tx, ProjectId project) {
        return PROMPT.TENANT_ID.eq(tx.tenant()).and(PROMPT.PROJECT_ID.eq(project));
    }

    private static Condition matches(TenantTx tx, ProjectId project, PromptFilter filter) {
        var condition = filter.archived() ? PROMPT.ARCHIVED_AT.isNotNull() : PROMPT.ARCHIVED_AT.isNull();
        if (filter.search() != null && !filter.search().isBlank()) {
            condition = condition.and(SearchRepository.mentions(tx, project, SearchText.words(filter.search())));
        }
        if (filter.label() != null && !filter.label().isManaged()) {
            condition = condition.and(exists(selectOne()
                    .from(PROMPT_LABEL)
                    .where(PROMPT_LABEL.TENANT_ID.eq(PROMPT.TENANT_ID))
                    .and(PROMPT_LABEL.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                    .and(PROMPT_LABEL.PROMPT_ID.eq(PROMPT.PROMPT_ID))
                    .and(PROMPT_LABEL.LABEL.eq(filter.label().value()))));
        }
        if (filter.tag() != null) {
            condition = condition.and(val(filter.tag()).eq(any(PROMPT.TAGS)));
        }
        if (filter.folder() != null && !filter.folder().isEmpty()) {
            condition = condition.and(PROMPT.NAME.startsWith(filter.folder() + "/"));
        }
        if (filter.updatedAfter() != null) {
            condition = condition.and(PROMPT.UPDATED_AT.gt(filter.updatedAfter()));
        }
        if (filter.updatedBefore() != null) {
            condition = condition.and(PROMPT.UPDATED_AT.lt(filter.updatedBefore()));
        }
        return condition;
    }

    private static void count(String name, Map<String, Integer> folders) {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            folders.merge(name.substring(0, slash), 1, Integer::sum);
        }
    }

    private static Condition before(Cursor after) {
        var position = position(after, 2);
        try {
            return row(RELEASE.RELEASED_AT, RELEASE.RELEASE_ID)
                    .lt(Instant.parse(position.get(0)), ReleaseId.parse(position.get(1)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw foreign(e);
        }
    }

    private static int number(Cursor after) {
        try {
            return Integer.parseInt(position(after, 1).getFirst());
        } catch (NumberFormatException e) {
            throw foreign(e);
        }
    }

    private static List<String> position(Cursor cursor, int size) {
        if (cursor.position().size() != size) {
            throw foreign(null);
        }
        return cursor.position();
    }

    private static PlatformException foreign(@Nullable RuntimeException cause) {
        var detail = "cursor: use the nextCursor of the last page of this list";
        return cause == null
                ? new PlatformException(CoreError.INVALID_REQUEST, detail)
                : new PlatformException(CoreError.INVALID_REQUEST, detail, cause);
    }

    private static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "limit: use 1 to " + MAX_PAGE);
        }
        return limit;
    }
}
