package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptVersion.PROMPT_VERSION;
import static dev.maru.db.prompts.tables.Release.RELEASE;
import static org.jooq.impl.DSL.noCondition;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores prompts, their versions, labels and releases. */
@Repository
class PromptRepository {
    /** False if the name is taken. */
    boolean insert(TenantTx tx, ProjectId project, Prompt prompt) {
        return tx.sql()
                        .insertInto(PROMPT)
                        .set(PROMPT.TENANT_ID, tx.tenant())
                        .set(PROMPT.PROJECT_ID, project)
                        .set(PROMPT.PROMPT_ID, prompt.id())
                        .set(PROMPT.NAME, prompt.name().value())
                        .set(PROMPT.KIND, prompt.kind().wireName())
                        .set(PROMPT.DESCRIPTION, prompt.description())
                        .set(PROMPT.TAGS, prompt.tags().toArray(String[]::new))
                        .set(PROMPT.LATEST, prompt.latest())
                        .set(PROMPT.CREATED_AT, prompt.createdAt())
                        .set(PROMPT.UPDATED_AT, prompt.updatedAt())
                        .set(PROMPT.VERSION, prompt.version())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /**
     * Everything that changes a prompt comes here first. The changes of a project queue up, not only those of one prompt:
     * what a version refers to must not go away, nor turn back to it, while it is saved or released.
     */
    Optional<Prompt> lock(TenantTx tx, ProjectId project, PromptId id) {
        lockProject(tx, project);
        return tx.sql()
                .selectFrom(PROMPT)
                .where(isPrompt(tx, project, id))
                .forUpdate()
                .fetchOptional(row -> prompt(tx, project, row));
    }

    void lockProject(TenantTx tx, ProjectId project) {
        var unused = tx.sql()
                .resultQuery("select pg_advisory_xact_lock(hashtextextended(?, 0))", "prompts of " + project)
                .fetch();
    }

    Optional<Prompt> find(TenantTx tx, ProjectId project, PromptId id) {
        return tx.sql()
                .selectFrom(PROMPT)
                .where(isPrompt(tx, project, id))
                .fetchOptional(row -> prompt(tx, project, row));
    }

    Optional<Prompt> find(TenantTx tx, ProjectId project, PromptName name) {
        return tx.sql()
                .selectFrom(PROMPT)
                .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(PROMPT.NAME.eq(name.value()))
                .fetchOptional(row -> prompt(tx, project, row));
    }

    void update(TenantTx tx, ProjectId project, Prompt prompt) {
        tx.sql()
                .update(PROMPT)
                .set(PROMPT.DESCRIPTION, prompt.description())
                .set(PROMPT.TAGS, prompt.tags().toArray(String[]::new))
                .set(PROMPT.LATEST, prompt.latest())
                .set(PROMPT.ARCHIVED_AT, prompt.archivedAt())
                .set(PROMPT.UPDATED_AT, prompt.updatedAt())
                .set(PROMPT.VERSION, prompt.version())
                .where(isPrompt(tx, project, prompt.id()))
                .execute();
    }

    void touch(TenantTx tx, ProjectId project, PromptId id, Instant at) {
        tx.sql()
                .update(PROMPT)
                .set(PROMPT.UPDATED_AT, at)
                .where(isPrompt(tx, project, id))
                .execute();
    }

    void delete(TenantTx tx, ProjectId project, PromptId id) {
        tx.sql().deleteFrom(PROMPT).where(isPrompt(tx, project, id)).execute();
    }

    void append(TenantTx tx, ProjectId project, PromptVersion version, String author) {
        var body = PromptJson.write(version.body()).toString();
        var config = version.config().json().canonical();
        var variables = version.variables().json().toString();
        tx.sql()
                .insertInto(PROMPT_VERSION)
                .set(PROMPT_VERSION.TENANT_ID, tx.tenant())
                .set(PROMPT_VERSION.PROJECT_ID, project)
                .set(PROMPT_VERSION.PROMPT_ID, version.prompt())
                .set(PROMPT_VERSION.NUMBER, version.number())
                .set(PROMPT_VERSION.BODY, JSONB.valueOf(body))
                .set(PROMPT_VERSION.CONFIG, JSONB.valueOf(config))
                .set(PROMPT_VERSION.SYNTAX, version.body().syntax().wireName())
                .set(PROMPT_VERSION.VARIABLES, JSONB.valueOf(variables))
                .set(PROMPT_VERSION.CONTENT_HASH, version.hash().bytes())
                .set(PROMPT_VERSION.CONTENT_BYTES, body.length() + config.length() + variables.length())
                .set(PROMPT_VERSION.COMMIT_MESSAGE, version.commitMessage())
                .set(PROMPT_VERSION.CREATED_BY, version.createdBy())
                .set(PROMPT_VERSION.AUTHOR, author)
                .set(PROMPT_VERSION.CREATED_AT, version.createdAt())
                .execute();
    }

    Optional<VersionContent> version(TenantTx tx, ProjectId project, PromptId prompt, int number) {
        return tx.sql()
                .selectFrom(PROMPT_VERSION)
                .where(PROMPT_VERSION.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_VERSION.PROJECT_ID.eq(project))
                .and(PROMPT_VERSION.PROMPT_ID.eq(prompt))
                .and(PROMPT_VERSION.NUMBER.eq(number))
                .fetchOptional(PromptRepository::content);
    }

    /** Those that are not archived, by name; an empty folder is the whole project. */
    List<Prompt> inFolder(TenantTx tx, ProjectId project, String folder, int limit) {
        var found = tx.sql()
                .selectFrom(PROMPT)
                .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(PROMPT.ARCHIVED_AT.isNull())
                .and(folder.isEmpty() ? noCondition() : PROMPT.NAME.startsWith(folder + "/"))
                .orderBy(PROMPT.NAME)
                .limit(limit)
                .fetch();
        return found.map(row -> prompt(tx, project, row));
    }

    /** What is done from here on can be undone alone. */
    void mark(TenantTx tx) {
        tx.sql().execute("savepoint prompt");
    }

    /** Keeps what was done since the mark; marks that are kept would stand within each other. */
    void keep(TenantTx tx) {
        tx.sql().execute("release savepoint prompt");
    }

    /** Undoes what was done since the mark. */
    void undo(TenantTx tx) {
        tx.sql().execute("rollback to savepoint prompt");
        keep(tx);
    }

    /** Some versions of a prompt, the newest first. */
    List<VersionContent> versions(TenantTx tx, ProjectId project, PromptId prompt, Collection<Integer> numbers) {
        return tx.sql()
                .selectFrom(PROMPT_VERSION)
                .where(PROMPT_VERSION.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_VERSION.PROJECT_ID.eq(project))
                .and(PROMPT_VERSION.PROMPT_ID.eq(prompt))
                .and(PROMPT_VERSION.NUMBER.in(numbers))
                .orderBy(PROMPT_VERSION.NUMBER.desc())
                .fetch(PromptRepository::content);
    }

    /** The stable id of who wrote a version. */
    String author(TenantTx tx, ProjectId project, PromptId prompt, int number) {
        return tx.sql()
                .select(PROMPT_VERSION.AUTHOR)
                .from(PROMPT_VERSION)
                .where(PROMPT_VERSION.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_VERSION.PROJECT_ID.eq(project))
                .and(PROMPT_VERSION.PROMPT_ID.eq(prompt))
                .and(PROMPT_VERSION.NUMBER.eq(number))
                .fetchSingle()
                .value1();
    }

    void setLabel(TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label, int number, Instant at) {
        tx.sql()
                .insertInto(PROMPT_LABEL)
                .set(PROMPT_LABEL.TENANT_ID, tx.tenant())
                .set(PROMPT_LABEL.PROJECT_ID, project)
                .set(PROMPT_LABEL.PROMPT_ID, prompt)
                .set(PROMPT_LABEL.LABEL, label.value())
                .set(PROMPT_LABEL.NUMBER, number)
                .set(PROMPT_LABEL.UPDATED_AT, at)
                .onConflict(PROMPT_LABEL.TENANT_ID, PROMPT_LABEL.PROJECT_ID, PROMPT_LABEL.PROMPT_ID, PROMPT_LABEL.LABEL)
                .doUpdate()
                .set(PROMPT_LABEL.NUMBER, number)
                .set(PROMPT_LABEL.UPDATED_AT, at)
                .execute();
    }

    void removeLabel(TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label) {
        tx.sql()
                .deleteFrom(PROMPT_LABEL)
                .where(PROMPT_LABEL.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_LABEL.PROJECT_ID.eq(project))
                .and(PROMPT_LABEL.PROMPT_ID.eq(prompt))
                .and(PROMPT_LABEL.LABEL.eq(label.value()))
                .execute();
    }

    void append(TenantTx tx, ProjectId project, Release release, boolean rollback, String releaser) {
        tx.sql()
                .insertInto(RELEASE)
                .set(RELEASE.TENANT_ID, tx.tenant())
                .set(RELEASE.PROJECT_ID, project)
                .set(RELEASE.RELEASE_ID, release.id())
                .set(RELEASE.PROMPT_ID, release.prompt())
                .set(RELEASE.LABEL, release.label().value())
                .set(RELEASE.FROM_NUMBER, release.from())
                .set(RELEASE.TO_NUMBER, release.to())
                .set(RELEASE.IS_ROLLBACK, rollback)
                .set(RELEASE.REASON, release.reason())
                .set(RELEASE.RELEASED_BY, release.releasedBy())
                .set(RELEASE.RELEASER, releaser)
                .set(RELEASE.RELEASED_AT, release.releasedAt())
                .execute();
    }

    /** The newest movement of a label to a version. */
    Optional<Release> lastRelease(TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label, int to) {
        return lastRelease(tx, project, prompt, label, RELEASE.TO_NUMBER.eq(to));
    }

    /** The newest movement of a label to a version that was no rollback: what stood before it is the way back. */
    Optional<Release> lastForwardRelease(TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label, int to) {
        return lastRelease(tx, project, prompt, label, RELEASE.TO_NUMBER.eq(to).andNot(RELEASE.IS_ROLLBACK));
    }

    private static Optional<Release> lastRelease(
            TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label, Condition which) {
        return tx.sql()
                .selectFrom(RELEASE)
                .where(RELEASE.TENANT_ID.eq(tx.tenant()))
                .and(RELEASE.PROJECT_ID.eq(project))
                .and(RELEASE.PROMPT_ID.eq(prompt))
                .and(RELEASE.LABEL.eq(label.value()))
                .and(which)
                .orderBy(RELEASE.RELEASED_AT.desc(), RELEASE.RELEASE_ID.desc())
                .limit(1)
                .fetchOptional(PromptRepository::release);
    }

    static Release release(Record row) {
        return new Release(
                row.get(RELEASE.RELEASE_ID),
                row.get(RELEASE.PROMPT_ID),
                new PromptLabel(row.get(RELEASE.LABEL)),
                row.get(RELEASE.FROM_NUMBER),
                row.get(RELEASE.TO_NUMBER),
                row.get(RELEASE.REASON),
                row.get(RELEASE.RELEASED_BY),
                row.get(RELEASE.RELEASED_AT));
    }

    private static Prompt prompt(TenantTx tx, ProjectId project, Record row) {
        var id = row.get(PROMPT.PROMPT_ID);
        var labels = new TreeMap<PromptLabel, Integer>();
        tx.sql()
                .select(PROMPT_LABEL.LABEL, PROMPT_LABEL.NUMBER)
                .from(PROMPT_LABEL)
                .where(PROMPT_LABEL.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_LABEL.PROJECT_ID.eq(project))
                .and(PROMPT_LABEL.PROMPT_ID.eq(id))
                .forEach(label -> labels.put(new PromptLabel(label.value1()), label.value2()));
        return prompt(row, labels);
    }

    static Prompt prompt(Record row, SortedMap<PromptLabel, Integer> labels) {
        return new Prompt(
                row.get(PROMPT.PROMPT_ID),
                row.get(PROMPT.VERSION),
                new PromptName(row.get(PROMPT.NAME)),
                PromptKind.ofWireName(row.get(PROMPT.KIND)).orElseThrow(),
                row.get(PROMPT.DESCRIPTION),
                List.of(row.get(PROMPT.TAGS)),
                row.get(PROMPT.LATEST),
                labels,
                row.get(PROMPT.ARCHIVED_AT),
                row.get(PROMPT.CREATED_AT),
                row.get(PROMPT.UPDATED_AT));
    }

    static VersionContent content(Record row) {
        return new VersionContent(
                row.get(PROMPT_VERSION.PROMPT_ID),
                row.get(PROMPT_VERSION.NUMBER),
                row.get(PROMPT_VERSION.BODY).data(),
                row.get(PROMPT_VERSION.CONFIG).data(),
                TemplateSyntax.ofWireName(row.get(PROMPT_VERSION.SYNTAX)).orElseThrow(),
                row.get(PROMPT_VERSION.VARIABLES).data(),
                ContentHash.ofBytes(row.get(PROMPT_VERSION.CONTENT_HASH)),
                row.get(PROMPT_VERSION.COMMIT_MESSAGE),
                row.get(PROMPT_VERSION.CREATED_BY),
                row.get(PROMPT_VERSION.CREATED_AT));
    }

    private static Condition isPrompt(TenantTx tx, ProjectId project, PromptId id) {
        return PROMPT.TENANT_ID
                .eq(tx.tenant())
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(PROMPT.PROMPT_ID.eq(id));
    }
}
