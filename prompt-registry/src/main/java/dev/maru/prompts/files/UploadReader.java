package dev.maru.prompts.files;

import dev.maru.core.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what an upload is: a zip, a Markdown file, or JSON of others. */
final class UploadReader {
    private UploadReader() {}

    static List<ParsedPrompt> read(String fileName, byte[] upload) {
        if (!PromptArchive.isOne(upload)) {
            return file(fileName, PromptArchive.text(upload));
        }
        var parsed = new ArrayList<ParsedPrompt>();
        PromptArchive.read(upload).forEach((path, text) -> parsed.addAll(file(path, text)));
        return parsed;
    }

    private static List<ParsedPrompt> file(String path, @Nullable String text) {
        if (isHidden(path)) {
            return List.of();
        }
        var lower = path.toLowerCase(Locale.ROOT);
        boolean json = lower.endsWith(".json") || !lower.endsWith(PromptFile.SUFFIX) && looksLikeJson(text);
        if (!json && !lower.endsWith(PromptFile.SUFFIX)) {
            return List.of(ParsedPrompt.ignored(path, "neither a .md nor a .json file"));
        }
        if (text == null) {
            return List.of(ParsedPrompt.wrong(path, 0, "is not UTF-8"));
        }
        return json ? ForeignReader.read(path, text) : List.of(markdown(path, text));
    }

    /** What systems and Git put beside the files of people. */
    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
    }

    private static boolean looksLikeJson(@Nullable String text) {
        return text != null && !text.isBlank() && "{[".indexOf(text.strip().charAt(0)) >= 0;
    }

    private static ParsedPrompt markdown(String path, String text) {
        if (!PromptFile.isOne(text)) {
            return ParsedPrompt.ignored(path, "no front matter, so no prompt");
        }
        try {
            return ParsedPrompt.of(path, PromptFile.read(path, text), List.of());
        } catch (FileException e) {
            return ParsedPrompt.wrong(path, e.line(), e.problem());
        } catch (PlatformException e) {
            return ParsedPrompt.wrong(path, 0, e.detail());
        }
    }
}
