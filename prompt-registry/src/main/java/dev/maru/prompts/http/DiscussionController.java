package dev.maru.prompts.http;

import dev.maru.core.id.CommentId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ThreadId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.discussion.Comment;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.prompts.discussion.DiscussionService;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments about the text of prompts. */
@RestController
class DiscussionController {
    private static final String ONE = PromptHttpConfiguration.THREADS + "/{thread}";

    private final DiscussionService discussions;
    private final PromptQuery prompts;

    DiscussionController(DiscussionService discussions, PromptQuery prompts) {
        this.discussions = discussions;
        this.prompts = prompts;
    }

    record WireComment(
            String id,
            String text,
            String writtenBy,
            Instant writtenAt,
            @Nullable Instant editedAt) {
        static WireComment of(Comment comment) {
            return new WireComment(
                    comment.id().toString(),
                    comment.text(),
                    comment.writtenBy(),
                    comment.writtenAt(),
                    comment.editedAt());
        }
    }

    /** Offsets in UTF-16 units; where both are the same the thread is about the whole message. */
    record WireThread(
            String id,
            int version,
            int message,
            int start,
            int end,
            String quote,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            List<WireComment> comments) {
        static WireThread of(CommentThread thread) {
            return new WireThread(
                    thread.id().toString(),
                    thread.version(),
                    thread.anchor().message(),
                    thread.anchor().start(),
                    thread.anchor().end(),
                    thread.anchor().quote(),
                    thread.openedAt(),
                    thread.resolvedAt(),
                    thread.resolvedBy(),
                    thread.comments().stream().map(WireComment::of).toList());
        }
    }

    record WireThreads(List<WireThread> data) {}

    record WireNewThread(
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable Integer message,
            @Nullable Integer start,
            @Nullable Integer end,
            @Nullable String text) {}

    record WireText(@Nullable String text) {}

    record WireResolution(@Nullable Boolean resolved) {}

    @GetMapping(PromptHttpConfiguration.THREADS)
    WireThreads list(Caller caller, @RequestParam String prompt) {
        return new WireThreads(discussions.of(caller, prompt(caller, prompt)).stream()
                .map(WireThread::of)
                .toList());
    }

    @PostMapping(PromptHttpConfiguration.THREADS)
    @ResponseStatus(HttpStatus.CREATED)
    WireThread open(Caller caller, @RequestBody WireNewThread body) {
        return WireThread.of(discussions.open(
                caller,
                prompt(caller, required("prompt", body.prompt())),
                required("version", body.version()),
                body.message() == null ? 0 : body.message(),
                body.start() == null ? 0 : body.start(),
                body.end() == null ? 0 : body.end(),
                required("text", body.text())));
    }

    @PostMapping(ONE + "/comments")
    @ResponseStatus(HttpStatus.CREATED)
    WireThread reply(Caller caller, @PathVariable String thread, @RequestBody WireText body) {
        return WireThread.of(discussions.reply(caller, id(thread, ThreadId::parse), required("text", body.text())));
    }

    @PatchMapping(ONE)
    WireThread resolve(Caller caller, @PathVariable String thread, @RequestBody WireResolution body) {
        var id = id(thread, ThreadId::parse);
        return WireThread.of(
                required("resolved", body.resolved())
                        ? discussions.resolve(caller, id)
                        : discussions.reopen(caller, id));
    }

    @PatchMapping(ONE + "/comments/{comment}")
    WireThread edit(
            Caller caller, @PathVariable String thread, @PathVariable String comment, @RequestBody WireText body) {
        return WireThread.of(discussions.edit(
                caller, id(thread, ThreadId::parse), id(comment, CommentId::parse), required("text", body.text())));
    }

    @DeleteMapping(ONE + "/comments/{comment}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String thread, @PathVariable String comment) {
        discussions.delete(caller, id(thread, ThreadId::parse), id(comment, CommentId::parse));
    }

    private PromptId prompt(Caller caller, String name) {
        var wanted = new PromptName(name);
        return prompts.byName(caller, wanted)
                .orElseThrow(() -> new PlatformException(
                        PromptError.PROMPT_NOT_FOUND, "There is no prompt \"" + wanted + "\" in this project."))
                .id();
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "this field is required");
        }
        return value;
    }

    private static <T> T id(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(PromptError.PROMPT_THREAD_NOT_FOUND, "There is no " + text + " here.", e);
        }
    }
}
