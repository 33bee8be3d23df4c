package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptVersion.PROMPT_VERSION;
import static org.jooq.impl.DSL.noCondition;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the contents of many prompts at once. */
@Component
public class ContentQuery {
    private static final int MAX_PROMPTS = 20_000;

    private final TenantDb db;

    ContentQuery(TenantDb db) {
        this.db = db;
    }

    /**
     * Prompts that are not archived, by name.
     *
     * @param folder without a slash at its end, null or empty for the whole project
     * @param label whose versions to read, where a prompt has it; null for the newest of all
     */
    public List<ReadPrompt> all(Caller caller, @Nullable String folder, @Nullable PromptLabel label) {
        caller.require(Permission.READ_PROMPTS);
        var project = caller.requireProject();
        boolean newest = label == null || label.isManaged();
        var number = newest ? PROMPT.LATEST : PROMPT_LABEL.NUMBER;
        return db.inTenant(caller.tenant(), tx -> {
            var labelled = PROMPT_LABEL
                    .TENANT_ID
                    .eq(PROMPT.TENANT_ID)
                    .and(PROMPT_LABEL.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                    .and(PROMPT_LABEL.PROMPT_ID.eq(PROMPT.PROMPT_ID))
                    .and(PROMPT_LABEL.LABEL.eq(label == null ? "" : label.value()));
            var from = newest
                    ? tx.sql()
                            .select(PROMPT.fields())
                            .select(PromptQuery.LABELS)
                            .select(PROMPT_VERSION.fields())
                            .from(PROMPT)
                    : tx.sql()
                            .select(PROMPT.fields())
                            .select(PromptQuery.LABELS)
                            .select(PROMPT_VERSION.fields())
                            .from(PROMPT)
                            .join(PROMPT_LABEL)
                            .on(labelled);
            var found = from.join(PROMPT_VERSION)
                    .on(PROMPT_VERSION
                            .TENANT_ID
                            .eq(PROMPT.TENANT_ID)
                            .and(PROMPT_VERSION.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                            .and(PROMPT_VERSION.PROMPT_ID.eq(PROMPT.PROMPT_ID))
                            .and(PROMPT_VERSION.NUMBER.eq(number)))
                    .where(PROMPT.TENANT_ID.eq(tx.tenant()))
                    .and(PROMPT.PROJECT_ID.eq(project))
                    .and(PROMPT.ARCHIVED_AT.isNull())
                    .and(folder == null || folder.isEmpty() ? noCondition() : PROMPT.NAME.startsWith(folder + "/"))
                    .orderBy(PROMPT.NAME)
                    .limit(MAX_PROMPTS + 1)
                    .fetch(row -> new ReadPrompt(
                            PromptRepository.prompt(row, row.get(PromptQuery.LABELS)),
                            PromptRepository.content(row).version()));
            if (found.size() > MAX_PROMPTS) {
                throw PlatformException.invalid(
                        "folder", "holds more than " + MAX_PROMPTS + " prompts; name one of its folders");
            }
            return found;
        });
    }
}
