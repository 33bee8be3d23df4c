package dev.maru.prompts.discussion;

import static dev.maru.db.prompts.Tables.COMMENT;
import static dev.maru.db.prompts.Tables.THREAD;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import dev.maru.core.id.CommentId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ThreadId;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Threads with their comments. */
@Repository
class DiscussionRepository {
    private static final Field<List<Comment>> COMMENTS = multiset(select(
                            COMMENT.COMMENT_ID,
                            COMMENT.TEXT,
                            COMMENT.AUTHOR,
                            COMMENT.WRITTEN_BY,
                            COMMENT.WRITTEN_AT,
                            COMMENT.EDITED_AT)
                    .from(COMMENT)
                    .where(COMMENT.TENANT_ID.eq(THREAD.TENANT_ID))
                    .and(COMMENT.PROJECT_ID.eq(THREAD.PROJECT_ID))
                    .and(COMMENT.THREAD_ID.eq(THREAD.THREAD_ID))
                    .orderBy(COMMENT.WRITTEN_AT, COMMENT.COMMENT_ID))
            .convertFrom(rows -> rows.map(row ->
                    new Comment(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6())));

    /** Newest first. */
    List<CommentThread> of(TenantTx tx, ProjectId project, PromptId prompt, int limit) {
        return threads(tx, THREAD.PROJECT_ID.eq(project).and(THREAD.PROMPT_ID.eq(prompt)))
                .orderBy(THREAD.OPENED_AT.desc())
                .limit(limit)
                .fetch(DiscussionRepository::thread);
    }

    Optional<CommentThread> find(TenantTx tx, ProjectId project, ThreadId id) {
        return threads(tx, THREAD.PROJECT_ID.eq(project).and(THREAD.THREAD_ID.eq(id)))
                .fetchOptional(DiscussionRepository::thread);
    }

    /** Whoever changes a thread holds it, so that limits hold under concurrency. */
    Optional<CommentThread> lock(TenantTx tx, ProjectId project, ThreadId id) {
        var locked = tx.sql()
                .select(THREAD.THREAD_ID)
                .from(THREAD)
                .where(isThread(tx, project, id))
                .forUpdate()
                .fetchOptional();
        return locked.flatMap(row -> find(tx, project, id));
    }

    int count(TenantTx tx, ProjectId project, PromptId prompt) {
        return tx.sql()
                .fetchCount(
                        THREAD,
                        THREAD.TENANT_ID
                                .eq(tx.tenant())
                                .and(THREAD.PROJECT_ID.eq(project))
                                .and(THREAD.PROMPT_ID.eq(prompt)));
    }

    void insert(TenantTx tx, ProjectId project, CommentThread thread) {
        tx.sql()
                .insertInto(THREAD)
                .set(THREAD.TENANT_ID, tx.tenant())
                .set(THREAD.PROJECT_ID, project)
                .set(THREAD.THREAD_ID, thread.id())
                .set(THREAD.PROMPT_ID, thread.prompt())
                .set(THREAD.NUMBER, thread.version())
                .set(THREAD.MESSAGE, thread.anchor().message())
                .set(THREAD.START_AT, thread.anchor().start())
                .set(THREAD.END_AT, thread.anchor().end())
                .set(THREAD.QUOTE, thread.anchor().quote())
                .set(THREAD.OPENED_AT, thread.openedAt())
                .execute();
        thread.comments().forEach(comment -> insert(tx, project, thread.id(), comment));
    }

    void insert(TenantTx tx, ProjectId project, ThreadId thread, Comment comment) {
        tx.sql()
                .insertInto(COMMENT)
                .set(COMMENT.TENANT_ID, tx.tenant())
                .set(COMMENT.PROJECT_ID, project)
                .set(COMMENT.COMMENT_ID, comment.id())
                .set(COMMENT.THREAD_ID, thread)
                .set(COMMENT.TEXT, comment.text())
                .set(COMMENT.AUTHOR, comment.author())
                .set(COMMENT.WRITTEN_BY, comment.writtenBy())
                .set(COMMENT.WRITTEN_AT, comment.writtenAt())
                .execute();
    }

    void resolve(
            TenantTx tx, ProjectId project, ThreadId id, @Nullable Instant resolvedAt, @Nullable String resolvedBy) {
        tx.sql()
                .update(THREAD)
                .set(THREAD.RESOLVED_AT, resolvedAt)
                .set(THREAD.RESOLVED_BY, resolvedBy)
                .where(isThread(tx, project, id))
                .execute();
    }

    void edit(TenantTx tx, ProjectId project, CommentId id, String text, Instant at) {
        tx.sql()
                .update(COMMENT)
                .set(COMMENT.TEXT, text)
                .set(COMMENT.EDITED_AT, at)
                .where(isComment(tx, project, id))
                .execute();
    }

    void delete(TenantTx tx, ProjectId project, CommentId id) {
        tx.sql().deleteFrom(COMMENT).where(isComment(tx, project, id)).execute();
    }

    void delete(TenantTx tx, ProjectId project, ThreadId id) {
        tx.sql().deleteFrom(THREAD).where(isThread(tx, project, id)).execute();
    }

    private static SelectConditionStep<? extends Record> threads(TenantTx tx, Condition which) {
        return tx.sql()
                .select(THREAD.fields())
                .select(COMMENTS)
                .from(THREAD)
                .where(THREAD.TENANT_ID.eq(tx.tenant()))
                .and(which);
    }

    private static CommentThread thread(Record row) {
        return new CommentThread(
                row.get(THREAD.THREAD_ID),
                row.get(THREAD.PROMPT_ID),
                row.get(THREAD.NUMBER),
                new TextAnchor(
                        row.get(THREAD.MESSAGE),
                        row.get(THREAD.START_AT),
                        row.get(THREAD.END_AT),
                        row.get(THREAD.QUOTE)),
                row.get(THREAD.OPENED_AT),
                row.get(THREAD.RESOLVED_AT),
                row.get(THREAD.RESOLVED_BY),
                row.get(COMMENTS));
    }

    private static Condition isThread(TenantTx tx, ProjectId project, ThreadId id) {
        return THREAD.TENANT_ID
                .eq(tx.tenant())
                .and(THREAD.PROJECT_ID.eq(project))
                .and(THREAD.THREAD_ID.eq(id));
    }

    private static Condition isComment(TenantTx tx, ProjectId project, CommentId id) {
        return COMMENT.TENANT_ID
                .eq(tx.tenant())
                .and(COMMENT.PROJECT_ID.eq(project))
                .and(COMMENT.COMMENT_ID.eq(id));
    }
}
