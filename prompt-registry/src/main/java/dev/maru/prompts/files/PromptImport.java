package dev.maru.prompts.files;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptBatch;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Imports a zip of files, one file, or what others export: all of it or nothing, and nothing twice. */
@Service
public class PromptImport {
    /** Of an upload; less than the edge takes as a body, so that what is too large is told as such. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    /** Nobody else changes prompts of the project meanwhile. */
    private static final int MAX_PROMPTS = 1_000;

    private final PromptBatch batch;

    PromptImport(PromptBatch batch) {
        this.batch = batch;
    }

    /** @param fileName what the upload was called; names a prompt that does not name itself */
    public ImportResult run(Caller caller, String fileName, byte[] upload, ImportOptions options) {
        caller.require(Permission.WRITE_PROMPTS);
        if (options.labels()) {
            caller.require(Permission.RELEASE_PROMPTS);
        }
        if (upload.length > MAX_BYTES) {
            throw new PlatformException(
                    CoreError.BODY_TOO_LARGE,
                    "The file is larger than " + MAX_BYTES / 1024 / 1024 + " MiB; import folder by folder.");
        }
        var parsed = withoutDoubles(UploadReader.read(fileName, upload));
        if (parsed.size() > MAX_PROMPTS) {
            throw PlatformException.invalid(
                    "file", "there are more than " + MAX_PROMPTS + " prompts in it; import folder by folder");
        }
        if (parsed.isEmpty()) {
            throw PlatformException.invalid("file", "there is no prompt in it");
        }
        var wanted = new ArrayList<NewPrompt>();
        parsed.forEach(each -> {
            if (each.prompt() != null) {
                wanted.add(options.labels() ? each.prompt() : withoutLabels(each.prompt()));
            }
        });
        boolean readable = parsed.stream().noneMatch(ParsedPrompt::isWrong);
        var result = batch.save(caller, wanted, options.preview() || !readable);
        return new ImportResult(
                parsed.stream()
                        .map(each -> row(each, result.outcomes(), options))
                        .toList(),
                result.applied());
    }

    private static List<ParsedPrompt> withoutDoubles(List<ParsedPrompt> parsed) {
        var files = new HashMap<PromptName, String>();
        var single = new ArrayList<ParsedPrompt>();
        for (var each : parsed) {
            var prompt = each.prompt();
            var other = prompt == null ? null : files.putIfAbsent(prompt.name(), each.file());
            single.add(
                    other == null || prompt == null
                            ? each
                            : ParsedPrompt.wrong(each.file(), 0, prompt.name() + " stands in " + other + " as well"));
        }
        return single;
    }

    private static NewPrompt withoutLabels(NewPrompt prompt) {
        return new NewPrompt(prompt.name(), prompt.draft(), prompt.description(), prompt.tags(), Set.of());
    }

    private static ImportRow row(
            ParsedPrompt parsed, Map<PromptName, PromptBatch.Outcome> outcomes, ImportOptions options) {
        var prompt = parsed.prompt();
        var outcome = prompt == null ? null : outcomes.get(prompt.name());
        if (prompt == null || outcome == null) {
            return new ImportRow(
                    parsed.file(),
                    parsed.line(),
                    null,
                    parsed.isWrong() ? ImportRow.Action.REFUSED : ImportRow.Action.IGNORED,
                    0,
                    List.of(),
                    List.of(),
                    parsed.problem(),
                    parsed.notes());
        }
        var labels = prompt.labels().stream().map(PromptLabel::value).sorted().toList();
        var notes = new ArrayList<>(parsed.notes());
        if (!labels.isEmpty() && !options.labels()) {
            notes.add("labels are left as they are: " + String.join(", ", labels));
        }
        return new ImportRow(
                parsed.file(),
                0,
                prompt.name().value(),
                action(outcome.action()),
                outcome.version(),
                labels,
                outcome.released().stream().map(PromptLabel::value).toList(),
                outcome.problem(),
                notes);
    }

    private static ImportRow.Action action(PromptBatch.Action action) {
        return switch (action) {
            case CREATED -> ImportRow.Action.CREATED;
            case VERSION_ADDED -> ImportRow.Action.VERSION_ADDED;
            case UNCHANGED -> ImportRow.Action.UNCHANGED;
            case DESCRIBED -> ImportRow.Action.DESCRIBED;
            case REFUSED -> ImportRow.Action.REFUSED;
        };
    }
}
