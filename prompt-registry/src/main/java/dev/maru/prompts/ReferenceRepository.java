package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptReference.PROMPT_REFERENCE;
import static org.jooq.impl.DSL.boolOr;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.ResolvedReference;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.springframework.stereotype.Repository;

/** Which version refers to which prompt. */
@Repository
class ReferenceRepository {
    private static final Condition HAS_LABEL = exists(selectOne()
            .from(PROMPT_LABEL)
            .where(PROMPT_LABEL.TENANT_ID.eq(PROMPT_REFERENCE.TENANT_ID))
            .and(PROMPT_LABEL.PROJECT_ID.eq(PROMPT_REFERENCE.PROJECT_ID))
            .and(PROMPT_LABEL.PROMPT_ID.eq(PROMPT_REFERENCE.PROMPT_ID))
            .and(PROMPT_LABEL.NUMBER.eq(PROMPT_REFERENCE.NUMBER)));

    /** Whether a version is one that applications get without naming its number. */
    private static final Condition IS_LIVE =
            PROMPT_REFERENCE.NUMBER.eq(PROMPT.LATEST).or(HAS_LABEL);

    void append(TenantTx tx, ProjectId project, PromptId prompt, int number, List<ResolvedReference> references) {
        int ordinal = 0;
        for (var resolved : references) {
            var selector = resolved.reference().selector();
            tx.sql()
                    .insertInto(PROMPT_REFERENCE)
                    .set(PROMPT_REFERENCE.TENANT_ID, tx.tenant())
                    .set(PROMPT_REFERENCE.PROJECT_ID, project)
                    .set(PROMPT_REFERENCE.PROMPT_ID, prompt)
                    .set(PROMPT_REFERENCE.NUMBER, number)
                    .set(PROMPT_REFERENCE.ORDINAL, ordinal++)
                    .set(PROMPT_REFERENCE.CHILD_PROMPT_ID, resolved.prompt())
                    .set(
                            PROMPT_REFERENCE.CHILD_LABEL,
                            selector instanceof PromptSelector.ByLabel(var label) ? label.value() : null)
                    .set(
                            PROMPT_REFERENCE.CHILD_NUMBER,
                            selector instanceof PromptSelector.ByVersion(int version) ? (Integer) version : null)
                    .execute();
        }
    }

    /** Who refers to a prompt, by name; each prompt once, archived ones too: they may come back. */
    List<PromptUse> uses(TenantTx tx, ProjectId project, PromptId child) {
        return uses(tx, project, PROMPT_REFERENCE.CHILD_PROMPT_ID.eq(child));
    }

    /** Who gets a prompt by this label in what is live. */
    List<PromptUse> liveUses(TenantTx tx, ProjectId project, PromptId child, PromptLabel label) {
        return uses(
                        tx,
                        project,
                        PROMPT_REFERENCE.CHILD_PROMPT_ID.eq(child).and(PROMPT_REFERENCE.CHILD_LABEL.eq(label.value())))
                .stream()
                .filter(PromptUse::live)
                .toList();
    }

    private static List<PromptUse> uses(TenantTx tx, ProjectId project, Condition which) {
        var live = boolOr(IS_LIVE);
        var newest = max(PROMPT_REFERENCE.NUMBER);
        return tx.sql()
                .select(PROMPT.PROMPT_ID, PROMPT.NAME, newest, live)
                .from(PROMPT_REFERENCE)
                .join(PROMPT)
                .using(PROMPT.TENANT_ID, PROMPT.PROJECT_ID, PROMPT.PROMPT_ID)
                .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(which)
                .groupBy(PROMPT.PROMPT_ID, PROMPT.NAME)
                .orderBy(PROMPT.NAME)
                .fetch(row -> new PromptUse(row.value1(), new PromptName(row.value2()), row.value3(), row.value4()));
    }

    /** How many prompts with labels stand above a prompt on the longest way up, at most {@code limit}. */
    int height(TenantTx tx, ProjectId project, PromptId prompt, int limit) {
        Collection<PromptId> level = Set.of(prompt);
        for (int height = 0; height < limit; height++) {
            level = labelledParents(tx, project, level);
            if (level.isEmpty()) {
                return height;
            }
        }
        return limit;
    }

    private static Set<PromptId> labelledParents(TenantTx tx, ProjectId project, Collection<PromptId> children) {
        return new HashSet<>(tx.sql()
                .selectDistinct(PROMPT.PROMPT_ID)
                .from(PROMPT_REFERENCE)
                .join(PROMPT)
                .using(PROMPT.TENANT_ID, PROMPT.PROJECT_ID, PROMPT.PROMPT_ID)
                .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                .and(PROMPT.PROJECT_ID.eq(project))
                .and(PROMPT.ARCHIVED_AT.isNull())
                .and(PROMPT_REFERENCE.CHILD_PROMPT_ID.in(children))
                .and(HAS_LABEL)
                .fetch(PROMPT.PROMPT_ID));
    }
}
