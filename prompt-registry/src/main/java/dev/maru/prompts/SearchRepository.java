package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptText.PROMPT_TEXT;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.util.List;
import org.jooq.Condition;
import org.springframework.stereotype.Repository;

/** Stores the texts that searches look at. */
@Repository
class SearchRepository {
    /** A prompt whose text is not what it should be. */
    record Outdated(TenantId tenant, ProjectId project, PromptId prompt) {}

    /**
     * The prompts in whose text every word occurs. Plain comparison: under row-level security no index would help. The
     * texts are read once, hence nothing in the inner query may depend on the outer one.
     */
    static Condition mentions(TenantTx tx, ProjectId project, List<String> words) {
        return PROMPT.PROMPT_ID.in(select(PROMPT_TEXT.PROMPT_ID)
                .from(PROMPT_TEXT)
                .where(PROMPT_TEXT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT_TEXT.PROJECT_ID.eq(project))
                .and(words.stream()
                        .map(word -> position(PROMPT_TEXT.CONTENT, word).gt(0))
                        .reduce(noCondition(), Condition::and)));
    }

    void write(TenantTx tx, ProjectId project, PromptId prompt, String text) {
        tx.sql()
                .insertInto(PROMPT_TEXT)
                .set(PROMPT_TEXT.TENANT_ID, tx.tenant())
                .set(PROMPT_TEXT.PROJECT_ID, project)
                .set(PROMPT_TEXT.PROMPT_ID, prompt)
                .set(PROMPT_TEXT.CONTENT, text)
                .onConflict(PROMPT_TEXT.TENANT_ID, PROMPT_TEXT.PROJECT_ID, PROMPT_TEXT.PROMPT_ID)
                .doUpdate()
                .set(PROMPT_TEXT.CONTENT, text)
                .execute();
        tx.sql()
                .update(PROMPT)
                .set(PROMPT.SEARCHED_AT, PROMPT.UPDATED_AT)
                .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(PROMPT.PROMPT_ID.eq(prompt))
                .execute();
    }

    /** Of any tenant; those of one project stand together. */
    List<Outdated> outdated(SystemTx tx, int limit) {
        return tx.sql()
                .select(PROMPT.TENANT_ID, PROMPT.PROJECT_ID, PROMPT.PROMPT_ID)
                .from(PROMPT)
                .where(PROMPT.SEARCHED_AT.isDistinctFrom(PROMPT.UPDATED_AT))
                .orderBy(PROMPT.TENANT_ID, PROMPT.PROJECT_ID, PROMPT.PROMPT_ID)
                .limit(limit)
                .fetch(row -> new Outdated(row.value1(), row.value2(), row.value3()));
    }
}
