package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseRequestId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.ReleaseRequest.State;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Releases that others approve, or that happen later. */
@Service
public class ReleaseRequestService {
    private static final int MAX_LIST = 200;

    private final TenantDb db;
    private final PromptRepository prompts;
    private final ReleaseRequestRepository requests;
    private final ReleaseService releases;
    private final SplitService splits;
    private final LabelMoves moves;
    private final AuditTrail audit;
    private final Clock clock;

    ReleaseRequestService(
            TenantDb db,
            PromptRepository prompts,
            ReleaseRequestRepository requests,
            ReleaseService releases,
            SplitService splits,
            LabelMoves moves,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.requests = requests;
        this.releases = releases;
        this.splits = splits;
        this.moves = moves;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a caller wants to happen.
     *
     * @param releaseAt null for as soon as it is approved
     * @param rollout to a share of the callers first, null to all at once
     */
    public record Wish(
            PromptLabel label,
            int version,
            ExpectedRelease expected,
            String reason,
            @Nullable Instant releaseAt,
            @Nullable Rollout rollout) {}

    /** Pending ones of the project, or every one of a prompt; newest first. */
    public List<ReleaseRequest> pending(Caller caller) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> requests.list(tx, caller.requireProject(), null, true, MAX_LIST));
    }

    public List<ReleaseRequest> of(Caller caller, PromptId prompt) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> requests.list(tx, caller.requireProject(), prompt, false, MAX_LIST));
    }

    public ReleaseRequest find(Caller caller, ReleaseRequestId id) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> requests.find(tx, caller.requireProject(), id))
                .orElseThrow(() -> unknown(id));
    }

    public boolean isRequester(Caller caller, ReleaseRequest request) {
        return request.requester().equals(Authors.id(caller));
    }

    /** Whether the caller is one of those who can decide a request that is open. */
    public boolean mayDecide(Caller caller, ReleaseRequest request) {
        if (request.state() != State.OPEN || !caller.may(Permission.RELEASE_PROMPTS)) {
            return false;
        }
        try {
            db.runInTenant(caller.tenant(), tx -> requireIndependent(tx, caller, request));
            return request.reviews().stream()
                    .noneMatch(review -> review.reviewer().equals(Authors.id(caller)));
        } catch (PlatformException refused) {
            return false;
        }
    }

    /** Asks for a release; what the caller may release alone waits only for its time. */
    public ReleaseRequest request(Caller caller, PromptId prompt, Wish wish) {
        caller.require(Permission.RELEASE_PROMPTS);
        LabelMoves.requireUnmanaged(wish.label());
        var reason = ReleaseService.checkReason(wish.reason());
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var current = prompts.lock(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            PromptService.requireLive(current);
            int version = ReleaseService.requireVersion(current, wish.version());
            ReleaseService.requireExpected(wish.expected(), current, wish.label());
            var terms = moves.terms(tx, caller, current.name(), wish.label());
            var free = terms.letsRelease(caller.may(Permission.MANAGE_PROMPTS));
            requireSense(current, wish, free);
            requirePerson(caller, free);
            if (wish.rollout() != null) {
                splits.requireSense(current, wish.rollout().plan(wish.label(), version));
            }
            var request = new ReleaseRequest(
                    ReleaseRequestId.next(),
                    prompt,
                    current.name(),
                    wish.label(),
                    version,
                    current.labels().get(wish.label()),
                    free ? 0 : Math.max(1, terms.approvals()),
                    free ? caller.may(Permission.MANAGE_PROMPTS) : terms.approvals() == 0,
                    terms.gates(),
                    reason,
                    wish.releaseAt(),
                    wish.rollout(),
                    free ? State.APPROVED : State.OPEN,
                    "",
                    caller.actor().name(),
                    Authors.id(caller),
                    now(),
                    null,
                    List.of());
            if (!requests.insert(tx, project, request)) {
                throw new PlatformException(
                        PromptError.PROMPT_REQUEST_PENDING,
                        "Another request to release " + wish.label() + " of " + current.name()
                                + " is pending; decide it or withdraw it first.");
            }
            record(tx, caller, "prompt.release_requested", request);
            return request;
        });
    }

    /** Behind a key stands somebody who could then approve what they asked for themselves. */
    private static void requirePerson(Caller caller, boolean free) {
        if (!free && !(caller.actor() instanceof Actor.Person)) {
            throw new PlatformException(
                    CoreError.FORBIDDEN, "Only people ask others for their approval; sign in to do so.");
        }
    }

    private void requireSense(Prompt current, Wish wish, boolean free) {
        if (wish.releaseAt() != null && !wish.releaseAt().isAfter(clock.instant())) {
            throw PlatformException.invalid("releaseAt", "give a time to come");
        }
        if (free && wish.releaseAt() == null) {
            throw new PlatformException(
                    CoreError.INVALID_REQUEST,
                    "You may release " + wish.label() + " of " + current.name()
                            + " at once; do that, or say when it shall happen.");
        }
        if (Objects.equals(current.labels().get(wish.label()), wish.version())) {
            throw PlatformException.invalid("version", wish.label() + " names version " + wish.version() + " already");
        }
    }

    /** Approves; the approval that completes the number releases, unless the request waits for its time. */
    public ReleaseRequest approve(Caller caller, ReleaseRequestId id, String comment) {
        return decide(caller, id, comment, true);
    }

    /** Rejects: one is enough. */
    public ReleaseRequest reject(Caller caller, ReleaseRequestId id, String comment) {
        return decide(caller, id, comment, false);
    }

    private ReleaseRequest decide(Caller caller, ReleaseRequestId id, String comment, boolean approves) {
        caller.require(Permission.RELEASE_PROMPTS);
        var said = ReleaseService.checkReason(comment);
        return change(caller, id, (tx, request) -> {
            requireState(request, State.OPEN);
            requireIndependent(tx, caller, request);
            var project = caller.requireProject();
            var review = new ReleaseReview(
                    Authors.id(caller), approves, said, caller.actor().name(), now());
            requests.review(tx, project, id, review);
            record(tx, caller, approves ? "prompt.release_approved" : "prompt.release_rejected", request);
            if (!approves) {
                requests.decide(tx, project, id, State.REJECTED, said, now());
            } else if (requests.find(tx, project, id).orElseThrow().approved() >= request.approvals()) {
                requests.decide(tx, project, id, State.APPROVED, "", null);
                if (request.releaseAt() == null) {
                    perform(tx, caller, request);
                }
            }
            return requests.find(tx, project, id).orElseThrow();
        });
    }

    public ReleaseRequest withdraw(Caller caller, ReleaseRequestId id) {
        caller.require(Permission.RELEASE_PROMPTS);
        return change(caller, id, (tx, request) -> {
            if (!request.state().isPending()) {
                throw closed(request);
            }
            if (!request.requester().equals(Authors.id(caller))) {
                caller.require(Permission.MANAGE_PROMPTS);
            }
            var project = caller.requireProject();
            requests.decide(tx, project, id, State.WITHDRAWN, "", now());
            record(tx, caller, "prompt.release_withdrawn", request);
            return requests.find(tx, project, id).orElseThrow();
        });
    }

    /** Releases a request whose time has come; what became of it stands in the request. */
    void performDue(Caller platform, ReleaseRequestId id) {
        var unused = change(platform, id, (tx, request) -> {
            if (request.state() == State.APPROVED
                    && request.releaseAt() != null
                    && !request.releaseAt().isAfter(clock.instant())) {
                perform(tx, platform, request);
            }
            return request;
        });
    }

    /** In the transaction of the caller: either the label moves and the request says so, or neither. */
    private void perform(TenantTx tx, Caller caller, ReleaseRequest request) {
        var project = caller.requireProject();
        var prompt = prompts.lock(tx, project, request.prompt()).orElseThrow();
        var live = prompt.labels().get(request.label());
        var terms = moves.terms(tx, caller, prompt.name(), request.label());
        var enough = terms.areMetBy(requests.find(tx, project, request.id()).orElseThrow());
        if (prompt.isArchived() || !enough || !Objects.equals(live, request.from())) {
            var why = prompt.isArchived()
                    ? prompt.name() + " was archived in the meantime"
                    : !enough
                            ? request.label() + " is protected by now and takes more approvals than this request has"
                            : request.label() + " names " + ReleaseService.named(live) + " by now, not "
                                    + ReleaseService.named(request.from()) + " as when the release was requested";
            requests.decide(tx, project, request.id(), State.FAILED, why, now());
            record(tx, caller, "prompt.release_failed", request);
            return;
        }
        try {
            moves.requireGates(tx, caller, prompt, request.version(), request.gates());
            moves.requireGates(tx, caller, prompt, request.version(), terms.gates());
            release(tx, caller, prompt, request);
            requests.decide(tx, project, request.id(), State.RELEASED, "", now());
        } catch (PlatformException e) {
            // Raised before anything was written: gates and references are looked at first.
            requests.decide(tx, project, request.id(), State.FAILED, e.detail(), now());
            record(tx, caller, "prompt.release_failed", request);
        }
    }

    private void release(TenantTx tx, Caller caller, Prompt prompt, ReleaseRequest request) {
        var project = caller.requireProject();
        if (request.rollout() != null) {
            var split = splits.begin(tx, caller, prompt, request.rollout().plan(request.label(), request.version()));
            requests.rolledOutAs(tx, project, request.id(), split.id());
        } else {
            var release = releases.release(tx, caller, prompt, request.label(), request.version(), request.reason());
            requests.releasedAs(tx, project, request.id(), release.id());
        }
    }

    /** Neither who asked nor who wrote the version decides, and no key: an approval is a person's word. */
    private void requireIndependent(TenantTx tx, Caller caller, ReleaseRequest request) {
        if (!(caller.actor() instanceof Actor.Person)) {
            throw new PlatformException(CoreError.FORBIDDEN, "Only people approve or reject; sign in to do so.");
        }
        if (request.byManager()) {
            caller.require(Permission.MANAGE_PROMPTS);
        }
        var me = Authors.id(caller);
        var author = prompts.author(tx, caller.requireProject(), request.prompt(), request.version());
        if (me.equals(request.requester()) || me.equals(author)) {
            throw new PlatformException(
                    PromptError.PROMPT_REVIEWER_INVOLVED,
                    (me.equals(author) ? "You wrote version " + request.version() : "You asked for this release")
                            + "; somebody else has to decide.");
        }
    }

    private <T> T change(Caller caller, ReleaseRequestId id, BiFunction<TenantTx, ReleaseRequest, T> work) {
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            // The prompt first, as everywhere: two locks in one order.
            var seen = requests.find(tx, project, id).orElseThrow(() -> unknown(id));
            var unused = prompts.lock(tx, project, seen.prompt());
            return work.apply(tx, requests.lock(tx, project, id).orElseThrow(() -> unknown(id)));
        });
    }

    private static void requireState(ReleaseRequest request, State state) {
        if (request.state() != state) {
            throw closed(request);
        }
    }

    private static PlatformException closed(ReleaseRequest request) {
        return new PlatformException(
                PromptError.PROMPT_REQUEST_CLOSED,
                "This request is " + request.state().wireName() + " already"
                        + (request.stateReason().isEmpty() ? "." : ": " + request.stateReason() + "."));
    }

    private static PlatformException unknown(ReleaseRequestId id) {
        return new PlatformException(
                PromptError.PROMPT_REQUEST_NOT_FOUND, "There is no release request " + id + " in this project.");
    }

    private void record(TenantTx tx, Caller caller, String action, ReleaseRequest request) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, request.prompt(), request.name().value())
                        .with(Map.of(
                                "request",
                                request.id().toString(),
                                "label",
                                request.label().value(),
                                "version",
                                "" + request.version())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
