package dev.maru.prompts;

import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.PromptMatch.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lists prompts and says where the words of a search were found. */
@Service
public class PromptSearch {
    private final TenantDb db;
    private final PromptQuery query;
    private final PromptRepository prompts;

    PromptSearch(TenantDb db, PromptQuery query, PromptRepository prompts) {
        this.db = db;
        this.query = query;
        this.prompts = prompts;
    }

    /** Prompts by name. */
    public Page<FoundPrompt> page(Caller caller, PromptFilter filter, @Nullable Cursor after, int limit) {
        var words = filter.search() == null ? List.<String>of() : SearchText.words(filter.search());
        return db.inTenant(caller.tenant(), tx -> {
            var page = query.page(caller, filter, after, limit);
            var found = page.items().stream()
                    .map(prompt -> new FoundPrompt(prompt, words.isEmpty() ? null : match(tx, caller, prompt, words)))
                    .toList();
            return new Page<>(found, page.next());
        });
    }

    private @Nullable PromptMatch match(TenantTx tx, Caller caller, Prompt prompt, List<String> words) {
        var finder = new MatchFinder(words);
        finder.look(Place.NAME, null, prompt.name().value());
        finder.look(Place.DESCRIPTION, null, prompt.description());
        finder.look(Place.TAGS, null, String.join(", ", prompt.tags()));
        if (!finder.complete()) {
            for (var version : prompts.versions(tx, caller.requireProject(), prompt.id(), prompt.live())) {
                finder.look(Place.TEXT, version.number(), version.text());
            }
        }
        return finder.best();
    }
}
