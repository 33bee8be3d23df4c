package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptVersion.PROMPT_VERSION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the contents of many prompts at once. */
@Component
public class ContentQuery {
    private static final int MAX_PROMPTS = 20_000;
    private static final long MAX_BYTES = 48L * 1024 * 1024;

    private final TenantDb db;

    ContentQuery(TenantDb db) {
        this.db = db;
    }

    /**
     * Prompts that are not archived, by name; refused where they would fill the memory that all tenants share.
     *
     * @param folder without a slash at its end, null or empty for the whole project
     * @param label whose versions to read, where a prompt has it; null for the newest of all
     */
    public List<ReadPrompt> all(Caller caller, @Nullable String folder, @Nullable PromptLabel label) {
        caller.require(Permission.READ_PROMPTS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var isVersion = PROMPT_VERSION
                    .TENANT_ID
                    .eq(PROMPT.TENANT_ID)
                    .and(PROMPT_VERSION.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                    .and(PROMPT_VERSION.PROMPT_ID.eq(PROMPT.PROMPT_ID))
                    .and(PROMPT_VERSION.NUMBER.eq(number(label)));
            var which = PROMPT.TENANT_ID
                    .eq(tx.tenant())
                    .and(PROMPT.PROJECT_ID.eq(project))
                    .and(PROMPT.ARCHIVED_AT.isNull())
                    .and(folder == null || folder.isEmpty() ? noCondition() : PROMPT.NAME.startsWith(folder + "/"));
            var size = tx.sql()
                    .select(count(), coalesce(sum(PROMPT_VERSION.CONTENT_BYTES), BigDecimal.ZERO))
                    .from(PROMPT)
                    .join(PROMPT_VERSION)
                    .on(isVersion)
                    .where(which)
                    .fetchSingle();
            requireRoom(size.value1(), size.value2().longValue());
            return tx.sql()
                    .select(PROMPT.fields())
                    .select(PromptQuery.LABELS)
                    .select(PROMPT_VERSION.fields())
                    .from(PROMPT)
                    .join(PROMPT_VERSION)
                    .on(isVersion)
                    .where(which)
                    .orderBy(PROMPT.NAME)
                    .fetch(row -> new ReadPrompt(
                            PromptRepository.prompt(row, row.get(PromptQuery.LABELS)),
                            PromptRepository.content(row).version()));
        });
    }

    private static Field<Integer> number(@Nullable PromptLabel label) {
        return label == null || label.isManaged()
                ? PROMPT.LATEST
                : field(select(PROMPT_LABEL.NUMBER)
                        .from(PROMPT_LABEL)
                        .where(PROMPT_LABEL.TENANT_ID.eq(PROMPT.TENANT_ID))
                        .and(PROMPT_LABEL.PROJECT_ID.eq(PROMPT.PROJECT_ID))
                        .and(PROMPT_LABEL.PROMPT_ID.eq(PROMPT.PROMPT_ID))
                        .and(PROMPT_LABEL.LABEL.eq(label.value())));
    }

    private static void requireRoom(int prompts, long bytes) {
        if (prompts > MAX_PROMPTS || bytes > MAX_BYTES) {
            throw PlatformException.invalid(
                    "folder",
                    "holds " + prompts + " prompts of " + bytes / 1024 / 1024 + " MiB; an export takes " + MAX_PROMPTS
                            + " of " + MAX_BYTES / 1024 / 1024 + " MiB together, so name one of its folders");
        }
    }
}
