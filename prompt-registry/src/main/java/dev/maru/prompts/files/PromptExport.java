package dev.maru.prompts.files;

import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.ContentQuery;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ReadPrompt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes the prompts of a project as a zip of Markdown files. */
@Service
public class PromptExport {
    private final ContentQuery contents;

    PromptExport(ContentQuery contents) {
        this.contents = contents;
    }

    /**
     * The same bytes for the same prompts.
     *
     * @param folder null for the whole project
     * @param label whose versions to write, where a prompt has it; null for the newest of all
     */
    public byte[] export(Caller caller, @Nullable String folder, @Nullable PromptLabel label) {
        var paths = new FilePaths();
        var files = new TreeMap<String, String>();
        for (var content : contents.all(caller, folder, label)) {
            files.put(paths.path(content.prompt().name()), PromptFile.write(asNew(content)));
        }
        return PromptArchive.write(files);
    }

    private static NewPrompt asNew(ReadPrompt content) {
        var version = content.version();
        var prompt = content.prompt();
        return new NewPrompt(
                prompt.name(),
                new PromptDraft(version.body(), version.config(), version.variables(), version.commitMessage()),
                prompt.description(),
                prompt.tags(),
                prompt.labelsOf(version.number()).stream()
                        .filter(label -> !label.isManaged())
                        .collect(Collectors.toSet()));
    }
}
