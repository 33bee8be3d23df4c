package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.ReleaseRequest.RELEASE_REQUEST;
import static dev.maru.db.prompts.tables.ReleaseReview.RELEASE_REVIEW;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseId;
import dev.maru.core.id.ReleaseRequestId;
import dev.maru.core.id.SplitId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Requests for releases and what reviewers say about them. */
@Repository
class ReleaseRequestRepository {
    private static final Field<List<ReleaseReview>> REVIEWS = multiset(select(
                            RELEASE_REVIEW.REVIEWER,
                            RELEASE_REVIEW.VERDICT,
                            RELEASE_REVIEW.COMMENT,
                            RELEASE_REVIEW.REVIEWED_BY,
                            RELEASE_REVIEW.REVIEWED_AT)
                    .from(RELEASE_REVIEW)
                    .where(RELEASE_REVIEW.TENANT_ID.eq(RELEASE_REQUEST.TENANT_ID))
                    .and(RELEASE_REVIEW.PROJECT_ID.eq(RELEASE_REQUEST.PROJECT_ID))
                    .and(RELEASE_REVIEW.RELEASE_REQUEST_ID.eq(RELEASE_REQUEST.RELEASE_REQUEST_ID))
                    .orderBy(RELEASE_REVIEW.REVIEWED_AT))
            .convertFrom(rows -> rows.map(row -> new ReleaseReview(
                    row.value1(), row.value2().equals("approve"), row.value3(), row.value4(), row.value5())));

    /** A request whose time has come, wherever it is. */
    record Due(TenantId tenant, ProjectId project, ReleaseRequestId request) {}

    /** False if another request for this label is pending. */
    boolean insert(TenantTx tx, ProjectId project, ReleaseRequest request) {
        return tx.sql()
                        .insertInto(RELEASE_REQUEST)
                        .set(RELEASE_REQUEST.TENANT_ID, tx.tenant())
                        .set(RELEASE_REQUEST.PROJECT_ID, project)
                        .set(RELEASE_REQUEST.RELEASE_REQUEST_ID, request.id())
                        .set(RELEASE_REQUEST.PROMPT_ID, request.prompt())
                        .set(RELEASE_REQUEST.LABEL, request.label().value())
                        .set(RELEASE_REQUEST.NUMBER, request.version())
                        .set(RELEASE_REQUEST.FROM_NUMBER, request.from())
                        .set(RELEASE_REQUEST.APPROVALS, request.approvals())
                        .set(RELEASE_REQUEST.BY_MANAGER, request.byManager())
                        .set(RELEASE_REQUEST.GATES, request.gates().toArray(String[]::new))
                        .set(RELEASE_REQUEST.REASON, request.reason())
                        .set(RELEASE_REQUEST.RELEASE_AT, request.releaseAt())
                        .set(RELEASE_REQUEST.ROLLOUT, json(request.rollout()))
                        .set(RELEASE_REQUEST.STATE, request.state().wireName())
                        .set(RELEASE_REQUEST.REQUESTED_BY, request.requestedBy())
                        .set(RELEASE_REQUEST.REQUESTER, request.requester())
                        .set(RELEASE_REQUEST.REQUESTED_AT, request.requestedAt())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    Optional<ReleaseRequest> lock(TenantTx tx, ProjectId project, ReleaseRequestId id) {
        var locked = tx.sql()
                .select(RELEASE_REQUEST.RELEASE_REQUEST_ID)
                .from(RELEASE_REQUEST)
                .where(isRequest(tx, project, id))
                .forUpdate()
                .fetchOptional();
        return locked.flatMap(row -> find(tx, project, id));
    }

    Optional<ReleaseRequest> find(TenantTx tx, ProjectId project, ReleaseRequestId id) {
        return requests(tx, isRequest(tx, project, id)).fetchOptional(ReleaseRequestRepository::request);
    }

    /** The requests whose release began a split, or changed it while it ran. */
    List<ReleaseRequest> behind(TenantTx tx, ProjectId project, SplitId split) {
        return requests(tx, RELEASE_REQUEST.PROJECT_ID.eq(project).and(RELEASE_REQUEST.SPLIT_ID.eq(split)))
                .and(RELEASE_REQUEST.TENANT_ID.eq(tx.tenant()))
                .fetch(ReleaseRequestRepository::request);
    }

    /** Newest first, at most {@code limit}. */
    List<ReleaseRequest> list(
            TenantTx tx, ProjectId project, @Nullable PromptId prompt, boolean pendingOnly, int limit) {
        var which = RELEASE_REQUEST
                .TENANT_ID
                .eq(tx.tenant())
                .and(RELEASE_REQUEST.PROJECT_ID.eq(project))
                .and(prompt == null ? noCondition() : RELEASE_REQUEST.PROMPT_ID.eq(prompt))
                .and(
                        pendingOnly
                                ? RELEASE_REQUEST.STATE.in(
                                        ReleaseRequest.State.OPEN.wireName(), ReleaseRequest.State.APPROVED.wireName())
                                : noCondition());
        return requests(tx, which)
                .orderBy(RELEASE_REQUEST.REQUESTED_AT.desc())
                .limit(limit)
                .fetch(ReleaseRequestRepository::request);
    }

    void review(TenantTx tx, ProjectId project, ReleaseRequestId id, ReleaseReview review) {
        var verdict = review.approves() ? "approve" : "reject";
        tx.sql()
                .insertInto(RELEASE_REVIEW)
                .set(RELEASE_REVIEW.TENANT_ID, tx.tenant())
                .set(RELEASE_REVIEW.PROJECT_ID, project)
                .set(RELEASE_REVIEW.RELEASE_REQUEST_ID, id)
                .set(RELEASE_REVIEW.REVIEWER, review.reviewer())
                .set(RELEASE_REVIEW.VERDICT, verdict)
                .set(RELEASE_REVIEW.COMMENT, review.comment())
                .set(RELEASE_REVIEW.REVIEWED_BY, review.reviewedBy())
                .set(RELEASE_REVIEW.REVIEWED_AT, review.reviewedAt())
                .onConflict(
                        RELEASE_REVIEW.TENANT_ID,
                        RELEASE_REVIEW.PROJECT_ID,
                        RELEASE_REVIEW.RELEASE_REQUEST_ID,
                        RELEASE_REVIEW.REVIEWER)
                .doUpdate()
                .set(RELEASE_REVIEW.VERDICT, verdict)
                .set(RELEASE_REVIEW.COMMENT, review.comment())
                .set(RELEASE_REVIEW.REVIEWED_AT, review.reviewedAt())
                .execute();
    }

    /** @param closedAt null while it goes on waiting, for its time */
    void decide(
            TenantTx tx,
            ProjectId project,
            ReleaseRequestId id,
            ReleaseRequest.State state,
            String reason,
            @Nullable Instant closedAt) {
        tx.sql()
                .update(RELEASE_REQUEST)
                .set(RELEASE_REQUEST.STATE, state.wireName())
                .set(RELEASE_REQUEST.STATE_REASON, reason)
                .set(RELEASE_REQUEST.CLOSED_AT, closedAt)
                .where(isRequest(tx, project, id))
                .execute();
    }

    void releasedAs(TenantTx tx, ProjectId project, ReleaseRequestId id, ReleaseId release) {
        tx.sql()
                .update(RELEASE_REQUEST)
                .set(RELEASE_REQUEST.RELEASE_ID, release)
                .where(isRequest(tx, project, id))
                .execute();
    }

    void rolledOutAs(TenantTx tx, ProjectId project, ReleaseRequestId id, SplitId split) {
        tx.sql()
                .update(RELEASE_REQUEST)
                .set(RELEASE_REQUEST.SPLIT_ID, split)
                .where(isRequest(tx, project, id))
                .execute();
    }

    List<Due> due(SystemTx tx, Instant now, int limit) {
        return tx.sql()
                .select(RELEASE_REQUEST.TENANT_ID, RELEASE_REQUEST.PROJECT_ID, RELEASE_REQUEST.RELEASE_REQUEST_ID)
                .from(RELEASE_REQUEST)
                .where(RELEASE_REQUEST.STATE.eq(ReleaseRequest.State.APPROVED.wireName()))
                .and(RELEASE_REQUEST.RELEASE_AT.le(now))
                .orderBy(RELEASE_REQUEST.RELEASE_AT)
                .limit(limit)
                .fetch(row -> new Due(row.value1(), row.value2(), row.value3()));
    }

    private static SelectConditionStep<? extends Record> requests(TenantTx tx, Condition which) {
        return tx.sql()
                .select(RELEASE_REQUEST.fields())
                .select(PROMPT.NAME, REVIEWS)
                .from(RELEASE_REQUEST)
                .join(PROMPT)
                .using(PROMPT.TENANT_ID, PROMPT.PROJECT_ID, PROMPT.PROMPT_ID)
                .where(which);
    }

    private static ReleaseRequest request(Record row) {
        return new ReleaseRequest(
                row.get(RELEASE_REQUEST.RELEASE_REQUEST_ID),
                row.get(RELEASE_REQUEST.PROMPT_ID),
                new PromptName(row.get(PROMPT.NAME)),
                new PromptLabel(row.get(RELEASE_REQUEST.LABEL)),
                row.get(RELEASE_REQUEST.NUMBER),
                row.get(RELEASE_REQUEST.FROM_NUMBER),
                row.get(RELEASE_REQUEST.APPROVALS),
                row.get(RELEASE_REQUEST.BY_MANAGER),
                List.of(row.get(RELEASE_REQUEST.GATES)),
                row.get(RELEASE_REQUEST.REASON),
                row.get(RELEASE_REQUEST.RELEASE_AT),
                rollout(row.get(RELEASE_REQUEST.ROLLOUT)),
                ReleaseRequest.State.ofWireName(row.get(RELEASE_REQUEST.STATE)),
                row.get(RELEASE_REQUEST.STATE_REASON),
                row.get(RELEASE_REQUEST.REQUESTED_BY),
                row.get(RELEASE_REQUEST.REQUESTER),
                row.get(RELEASE_REQUEST.REQUESTED_AT),
                row.get(RELEASE_REQUEST.CLOSED_AT),
                row.get(REVIEWS));
    }

    private static @Nullable JSONB json(@Nullable Rollout rollout) {
        return rollout == null ? null : JSONB.valueOf(SplitJson.rollout(rollout).toString());
    }

    private static @Nullable Rollout rollout(@Nullable JSONB json) {
        return json == null ? null : SplitJson.rollout(CanonicalJson.read(json.data()));
    }

    private static Condition isRequest(TenantTx tx, ProjectId project, ReleaseRequestId id) {
        return RELEASE_REQUEST
                .TENANT_ID
                .eq(tx.tenant())
                .and(RELEASE_REQUEST.PROJECT_ID.eq(project))
                .and(RELEASE_REQUEST.RELEASE_REQUEST_ID.eq(id));
    }
}
