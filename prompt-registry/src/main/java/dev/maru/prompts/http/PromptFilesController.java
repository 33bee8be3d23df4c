package dev.maru.prompts.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptCopies;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.files.ImportOptions;
import dev.maru.prompts.files.ImportResult;
import dev.maru.prompts.files.ImportRow;
import dev.maru.prompts.files.PromptExport;
import dev.maru.prompts.files.PromptImport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Prompts out of a project and into one, for applications and for members; names beside the prompts, which may be called anything. */
@RestController
class PromptFilesController {
    static final String EXPORT = "/prompt-export";
    static final String IMPORTS = "/prompt-imports";
    static final String COPIES = "/prompt-copies";

    private static final int MAX_NAMED = 100;

    private final PromptExport export;
    private final PromptImport imports;
    private final PromptCopies copies;

    PromptFilesController(PromptExport export, PromptImport imports, PromptCopies copies) {
        this.export = export;
        this.imports = imports;
        this.copies = copies;
    }

    record WireImport(boolean applied, List<WireImportRow> files) {
        static WireImport of(ImportResult result) {
            return new WireImport(
                    result.applied(),
                    result.rows().stream().map(WireImportRow::of).toList());
        }
    }

    /** @param action created, version-added, unchanged, described, ignored or refused */
    record WireImportRow(
            String file,
            @Nullable Integer line,
            @Nullable String name,
            String action,
            @Nullable Integer version,
            List<String> labels,
            List<String> released,
            @Nullable String problem,
            List<String> notes) {
        static WireImportRow of(ImportRow row) {
            return new WireImportRow(
                    row.file(),
                    row.line() == 0 ? null : row.line(),
                    row.name(),
                    row.action().wireName(),
                    row.version() == 0 ? null : row.version(),
                    row.labels(),
                    row.released(),
                    row.problem().isEmpty() ? null : row.problem(),
                    row.notes());
        }
    }

    /**
     * A prompt or a folder, and what the copy is called.
     *
     * @param version of the prompt, the newest unless given
     */
    record WireCopy(
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String folder,
            @Nullable String to) {}

    record WireCopies(List<Wire.PromptItem> data) {
        static WireCopies of(List<Prompt> prompts) {
            return new WireCopies(prompts.stream().map(Wire.PromptItem::of).toList());
        }
    }

    @GetMapping(
            path = {"/v1" + EXPORT, PromptHttpConfiguration.PROJECT + EXPORT},
            produces = "application/zip")
    ResponseEntity<byte[]> export(
            Caller caller, @RequestParam @Nullable String folder, @RequestParam @Nullable String label) {
        var zip = export.export(caller, folder, label == null ? null : new PromptLabel(label));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("prompts.zip")
                                .build()
                                .toString())
                .body(zip);
    }

    /** @param file what the upload is called; names a prompt that does not name itself */
    @PostMapping({"/v1" + IMPORTS, PromptHttpConfiguration.PROJECT + IMPORTS})
    WireImport run(
            Caller caller,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean labels,
            @RequestParam(defaultValue = "prompts") String file,
            @RequestBody byte[] upload) {
        var result = imports.run(caller, file, upload, new ImportOptions(labels, dryRun));
        if (!dryRun && !result.applied()) {
            throw refused(result);
        }
        return WireImport.of(result);
    }

    private static PlatformException refused(ImportResult result) {
        var wrong = result.rows().stream()
                .filter(row -> row.action() == ImportRow.Action.REFUSED)
                .map(row -> new FieldError(row.line() == 0 ? row.file() : row.file() + ":" + row.line(), row.problem()))
                .limit(MAX_NAMED)
                .toList();
        return new PlatformException(
                PromptError.PROMPT_IMPORT_REFUSED,
                "Nothing was imported: " + wrong.getFirst().field() + " "
                        + wrong.getFirst().message() + ". Try with dryRun=true to see every file.",
                wrong,
                null);
    }

    @PostMapping({"/v1" + COPIES, PromptHttpConfiguration.PROJECT + COPIES})
    @ResponseStatus(HttpStatus.CREATED)
    WireCopies copy(Caller caller, @RequestBody WireCopy body) {
        if (body.to() == null) {
            throw PlatformException.invalid("to", "this field is required");
        }
        if (body.folder() != null && body.prompt() == null) {
            return WireCopies.of(copies.copyFolder(caller, body.folder(), body.to()));
        }
        if (body.prompt() == null || body.folder() != null) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "Name a prompt or a folder, not both.");
        }
        var copy = copies.copy(caller, new PromptName(body.prompt()), body.version(), new PromptName(body.to()));
        return WireCopies.of(List.of(copy));
    }
}
