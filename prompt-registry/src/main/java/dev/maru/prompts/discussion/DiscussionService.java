package dev.maru.prompts.discussion;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.CommentId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ThreadId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.content.TemplateText;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;

/** Threads of comments about prompts; who may write prompts may take part. */
@Service
public class DiscussionService {
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_THREADS = 200;
    private static final int MAX_COMMENTS = 100;

    private final TenantDb db;
    private final PromptQuery prompts;
    private final DiscussionRepository discussions;
    private final AuditTrail audit;
    private final Clock clock;

    DiscussionService(
            TenantDb db, PromptQuery prompts, DiscussionRepository discussions, AuditTrail audit, Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.discussions = discussions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Open and resolved ones, newest first. */
    public List<CommentThread> of(Caller caller, PromptId prompt) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> discussions.of(tx, caller.requireProject(), prompt, MAX_THREADS));
    }

    /** Begins a thread at a place of a version; see {@link TextAnchor}. */
    public CommentThread open(
            Caller caller, PromptId prompt, int version, int message, int start, int end, String text) {
        caller.require(Permission.WRITE_PROMPTS);
        var anchor = TextAnchor.in(prompts.version(caller, prompt, version).body(), message, start, end);
        var thread = new CommentThread(
                ThreadId.next(), prompt, version, anchor, now(), null, null, List.of(comment(caller, text)));
        return db.inTenant(caller.tenant(), tx -> {
            if (discussions.count(tx, caller.requireProject(), prompt) >= MAX_THREADS) {
                throw new PlatformException(
                        PromptError.PROMPT_DISCUSSION_FULL,
                        "A prompt has at most " + MAX_THREADS + " threads; delete some that are resolved.");
            }
            discussions.insert(tx, caller.requireProject(), thread);
            record(tx, caller, "prompt.thread_opened", thread);
            return thread;
        });
    }

    public CommentThread reply(Caller caller, ThreadId id, String text) {
        caller.require(Permission.WRITE_PROMPTS);
        var comment = comment(caller, text);
        return change(caller, id, (tx, thread) -> {
            if (thread.comments().size() >= MAX_COMMENTS) {
                throw new PlatformException(
                        PromptError.PROMPT_THREAD_FULL,
                        "A thread has at most " + MAX_COMMENTS + " comments; resolve it and begin another.");
            }
            discussions.insert(tx, caller.requireProject(), id, comment);
            record(tx, caller, "prompt.commented", thread);
            return thread;
        });
    }

    public CommentThread resolve(Caller caller, ThreadId id) {
        caller.require(Permission.WRITE_PROMPTS);
        return change(caller, id, (tx, thread) -> {
            if (thread.isOpen()) {
                discussions.resolve(
                        tx, caller.requireProject(), id, now(), caller.actor().name());
                record(tx, caller, "prompt.thread_resolved", thread);
            }
            return thread;
        });
    }

    public CommentThread reopen(Caller caller, ThreadId id) {
        caller.require(Permission.WRITE_PROMPTS);
        return change(caller, id, (tx, thread) -> {
            if (!thread.isOpen()) {
                discussions.resolve(tx, caller.requireProject(), id, null, null);
                record(tx, caller, "prompt.thread_reopened", thread);
            }
            return thread;
        });
    }

    /** Changes what the caller wrote; nobody changes another's words. */
    public CommentThread edit(Caller caller, ThreadId id, CommentId comment, String text) {
        caller.require(Permission.WRITE_PROMPTS);
        var checked = check(text);
        return change(caller, id, (tx, thread) -> {
            if (!isOf(caller, find(thread, comment))) {
                throw new PlatformException(
                        PromptError.PROMPT_COMMENT_OF_ANOTHER, "Only who wrote a comment changes it; reply instead.");
            }
            discussions.edit(tx, caller.requireProject(), comment, checked, now());
            record(tx, caller, "prompt.comment_edited", thread);
            return thread;
        });
    }

    /** Deletes what the caller wrote, or anything if they manage prompts; the last comment takes its thread along. */
    public void delete(Caller caller, ThreadId id, CommentId comment) {
        caller.require(Permission.WRITE_PROMPTS);
        var project = caller.requireProject();
        db.runInTenant(caller.tenant(), tx -> {
            var thread = discussions.lock(tx, project, id).orElseThrow(() -> unknown(id));
            if (!isOf(caller, find(thread, comment))) {
                caller.require(Permission.MANAGE_PROMPTS);
            }
            discussions.delete(tx, project, comment);
            if (thread.comments().size() == 1) {
                discussions.delete(tx, project, id);
            }
            record(tx, caller, "prompt.comment_deleted", thread);
        });
    }

    /** Whether the caller may take a comment away. */
    public boolean mayDelete(Caller caller, Comment comment) {
        return caller.may(Permission.WRITE_PROMPTS) && (isOf(caller, comment) || caller.may(Permission.MANAGE_PROMPTS));
    }

    private static boolean isOf(Caller caller, Comment comment) {
        return comment.author().equals(author(caller));
    }

    private CommentThread change(Caller caller, ThreadId id, BiFunction<TenantTx, CommentThread, CommentThread> work) {
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var thread = discussions.lock(tx, project, id).orElseThrow(() -> unknown(id));
            var unused = work.apply(tx, thread);
            return discussions.find(tx, project, id).orElseThrow();
        });
    }

    private static Comment find(CommentThread thread, CommentId id) {
        return thread.comments().stream()
                .filter(comment -> comment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        PromptError.PROMPT_THREAD_NOT_FOUND, "There is no comment " + id + " in this thread."));
    }

    private static PlatformException unknown(ThreadId id) {
        return new PlatformException(
                PromptError.PROMPT_THREAD_NOT_FOUND, "There is no thread " + id + " in this project.");
    }

    private Comment comment(Caller caller, String text) {
        return new Comment(
                CommentId.next(), check(text), author(caller), caller.actor().name(), now(), null);
    }

    private static String check(String text) {
        TemplateText.checkText("text", text);
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_TEXT) {
            throw PlatformException.invalid("text", "write 1 to " + MAX_TEXT + " characters");
        }
        return stripped;
    }

    private static String author(Caller caller) {
        return switch (caller.actor()) {
            case Actor.Person person -> person.userId().toString();
            case Actor.Key key -> key.apiKeyId().toString();
            case Actor.Platform platform -> "platform";
        };
    }

    private void record(TenantTx tx, Caller caller, String action, CommentThread thread) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, thread.prompt(), thread.id().toString())
                        .with(Map.of("version", "" + thread.version())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
