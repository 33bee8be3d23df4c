package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Split.SPLIT;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.SplitId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Splits of labels, running and ended. */
@Repository
class SplitRepository {
    /** A split that somebody should look at, wherever it is. */
    record Running(TenantId tenant, ProjectId project, Split split) {}

    /** False if the label is split already. */
    boolean insert(TenantTx tx, ProjectId project, Split split, String starter) {
        var guard = SplitJson.guard(split.guard());
        return tx.sql()
                        .insertInto(SPLIT)
                        .set(SPLIT.TENANT_ID, tx.tenant())
                        .set(SPLIT.PROJECT_ID, project)
                        .set(SPLIT.SPLIT_ID, split.id())
                        .set(SPLIT.PROMPT_ID, split.prompt())
                        .set(SPLIT.LABEL, split.label().value())
                        .set(SPLIT.VARIANTS, json(SplitJson.variants(split.variants())))
                        .set(SPLIT.CONDITIONS, json(SplitJson.conditions(split.conditions())))
                        .set(SPLIT.GUARD, guard == null ? null : json(guard))
                        .set(SPLIT.STATE, split.state().wireName())
                        .set(SPLIT.STARTED_BY, split.startedBy())
                        .set(SPLIT.STARTER, starter)
                        .set(SPLIT.STARTED_AT, split.startedAt())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    void resize(TenantTx tx, ProjectId project, Split split) {
        var guard = SplitJson.guard(split.guard());
        tx.sql()
                .update(SPLIT)
                .set(SPLIT.VARIANTS, json(SplitJson.variants(split.variants())))
                .set(SPLIT.GUARD, guard == null ? null : json(guard))
                .where(SPLIT.TENANT_ID.eq(tx.tenant()))
                .and(SPLIT.PROJECT_ID.eq(project))
                .and(SPLIT.SPLIT_ID.eq(split.id()))
                .and(SPLIT.STATE.eq(Split.State.RUNNING.wireName()))
                .execute();
    }

    /** False if it had ended already. */
    boolean end(
            TenantTx tx, ProjectId project, SplitId id, Split.State state, String reason, String endedBy, Instant at) {
        return tx.sql()
                        .update(SPLIT)
                        .set(SPLIT.STATE, state.wireName())
                        .set(SPLIT.STATE_REASON, reason)
                        .set(SPLIT.ENDED_BY, endedBy)
                        .set(SPLIT.ENDED_AT, at)
                        .where(SPLIT.TENANT_ID.eq(tx.tenant()))
                        .and(SPLIT.PROJECT_ID.eq(project))
                        .and(SPLIT.SPLIT_ID.eq(id))
                        .and(SPLIT.STATE.eq(Split.State.RUNNING.wireName()))
                        .execute()
                == 1;
    }

    /** Newest first. */
    List<Split> of(TenantTx tx, ProjectId project, PromptId prompt) {
        return tx.sql()
                .selectFrom(SPLIT)
                .where(isOf(tx, project, prompt))
                .orderBy(SPLIT.STARTED_AT.desc())
                .limit(100)
                .fetch(SplitRepository::split);
    }

    Optional<Split> running(TenantTx tx, ProjectId project, PromptId prompt, PromptLabel label) {
        return tx.sql()
                .selectFrom(SPLIT)
                .where(isOf(tx, project, prompt))
                .and(SPLIT.LABEL.eq(label.value()))
                .and(SPLIT.STATE.eq(Split.State.RUNNING.wireName()))
                .fetchOptional(SplitRepository::split);
    }

    List<Split> running(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(SPLIT)
                .where(SPLIT.TENANT_ID.eq(tenant))
                .and(SPLIT.STATE.eq(Split.State.RUNNING.wireName()))
                .fetch(SplitRepository::split);
    }

    /** Those with a guard, in every tenant. */
    List<Running> watched(SystemTx tx) {
        return tx.sql()
                .selectFrom(SPLIT)
                .where(SPLIT.STATE.eq(Split.State.RUNNING.wireName()))
                .and(SPLIT.GUARD.isNotNull())
                .fetch(row -> new Running(row.getTenantId(), row.getProjectId(), split(row)));
    }

    private static Condition isOf(TenantTx tx, ProjectId project, PromptId prompt) {
        return SPLIT.TENANT_ID.eq(tx.tenant()).and(SPLIT.PROJECT_ID.eq(project)).and(SPLIT.PROMPT_ID.eq(prompt));
    }

    private static Split split(Record row) {
        var guard = row.get(SPLIT.GUARD);
        return new Split(
                row.get(SPLIT.SPLIT_ID),
                row.get(SPLIT.PROMPT_ID),
                new PromptLabel(row.get(SPLIT.LABEL)),
                SplitJson.variants(CanonicalJson.read(row.get(SPLIT.VARIANTS).data())),
                SplitJson.conditions(
                        CanonicalJson.read(row.get(SPLIT.CONDITIONS).data())),
                SplitJson.guard(guard == null ? null : CanonicalJson.read(guard.data())),
                Split.State.ofWireName(row.get(SPLIT.STATE)),
                row.get(SPLIT.STATE_REASON),
                row.get(SPLIT.STARTED_BY),
                row.get(SPLIT.STARTED_AT),
                row.get(SPLIT.ENDED_AT));
    }

    private static JSONB json(Object json) {
        return JSONB.valueOf(json.toString());
    }
}
