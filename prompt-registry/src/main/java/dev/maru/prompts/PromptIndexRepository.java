package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Prompt.PROMPT;
import static dev.maru.db.prompts.tables.PromptLabel.PROMPT_LABEL;
import static dev.maru.db.prompts.tables.PromptReference.PROMPT_REFERENCE;
import static dev.maru.db.prompts.tables.PromptVersion.PROMPT_VERSION;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Record;
import org.jooq.Row3;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/**
 * Loads the index of a tenant's prompts. Contents never change, so a reload takes them over from the index before it and
 * asks the database only for new ones.
 */
@Repository
class PromptIndexRepository {
    /** Larger contents, and those beyond the total, are loaded when asked for. */
    private static final int MAX_PINNED_BYTES = 64 * 1024;

    private static final long MAX_PINNED_TOTAL = 128L * 1024 * 1024;
    private static final int CHUNK = 1_000;
    private static final Logger log = LoggerFactory.getLogger(PromptIndexRepository.class);

    private final SplitRepository splits;
    private final Map<TenantId, PromptIndex> before = new ConcurrentHashMap<>();

    PromptIndexRepository(SplitRepository splits) {
        this.splits = splits;
    }

    private record VersionKey(ProjectId project, PromptId prompt, int number) {}

    PromptIndex load(SystemTx tx, TenantId tenant) {
        var facts = facts(tx, tenant);
        var contents = contents(tx, tenant, facts);
        var old = before.get(tenant);
        var entries = new ArrayList<PromptIndex.Entry>(facts.size());
        for (var fact : facts) {
            var pinned = new HashMap<Integer, VersionContent>();
            for (int number : wanted(fact)) {
                var content = contents.get(new VersionKey(fact.project(), fact.id(), number));
                if (content != null) {
                    pinned.put(number, content);
                }
            }
            var same = old == null ? null : old.find(fact.id());
            // The same object as before keeps the answers that were already written.
            entries.add(same != null && same.facts().equals(fact) ? same : new PromptIndex.Entry(fact, pinned));
        }
        var index = new PromptIndex(entries, parents(tx, tenant));
        before.put(tenant, index);
        return index;
    }

    private static Map<PromptId, Set<PromptId>> parents(SystemTx tx, TenantId tenant) {
        var parents = new HashMap<PromptId, Set<PromptId>>();
        tx.sql()
                .selectDistinct(PROMPT_REFERENCE.CHILD_PROMPT_ID, PROMPT_REFERENCE.PROMPT_ID)
                .from(PROMPT_REFERENCE)
                .where(PROMPT_REFERENCE.TENANT_ID.eq(tenant))
                .forEach(reference -> parents.computeIfAbsent(reference.value1(), child -> new HashSet<>())
                        .add(reference.value2()));
        return parents;
    }

    private static Set<Integer> wanted(PromptIndex.Facts facts) {
        var numbers = new LinkedHashSet<>(facts.labels().values());
        numbers.add(facts.latest());
        facts.splits().values().forEach(split -> split.variants().forEach(variant -> numbers.add(variant.version())));
        return numbers;
    }

    private List<PromptIndex.Facts> facts(SystemTx tx, TenantId tenant) {
        var labels = new HashMap<PromptId, Map<PromptLabel, Integer>>();
        tx.sql()
                .select(PROMPT_LABEL.PROMPT_ID, PROMPT_LABEL.LABEL, PROMPT_LABEL.NUMBER)
                .from(PROMPT_LABEL)
                .where(PROMPT_LABEL.TENANT_ID.eq(tenant))
                .forEach(label -> labels.computeIfAbsent(label.value1(), prompt -> new HashMap<>())
                        .put(new PromptLabel(label.value2()), label.value3()));
        var running = new HashMap<PromptId, Map<PromptLabel, Split>>();
        for (var split : splits.running(tx, tenant)) {
            running.computeIfAbsent(split.prompt(), prompt -> new HashMap<>()).put(split.label(), split);
        }
        return tx.sql()
                .selectFrom(PROMPT)
                .where(PROMPT.TENANT_ID.eq(tenant))
                .fetch(prompt -> facts(
                        prompt,
                        labels.getOrDefault(prompt.getPromptId(), Map.of()),
                        running.getOrDefault(prompt.getPromptId(), Map.of())));
    }

    private static PromptIndex.Facts facts(
            Record prompt, Map<PromptLabel, Integer> labels, Map<PromptLabel, Split> splits) {
        return new PromptIndex.Facts(
                prompt.get(PROMPT.PROJECT_ID),
                prompt.get(PROMPT.PROMPT_ID),
                new PromptName(prompt.get(PROMPT.NAME)),
                PromptKind.ofWireName(prompt.get(PROMPT.KIND)).orElseThrow(),
                prompt.get(PROMPT.DESCRIPTION),
                List.of(prompt.get(PROMPT.TAGS)),
                prompt.get(PROMPT.LATEST),
                labels,
                splits,
                prompt.get(PROMPT.ARCHIVED_AT),
                prompt.get(PROMPT.UPDATED_AT));
    }

    private Map<VersionKey, VersionContent> contents(SystemTx tx, TenantId tenant, List<PromptIndex.Facts> facts) {
        var old = before.get(tenant);
        var contents = new HashMap<VersionKey, VersionContent>();
        var missing = new ArrayList<VersionKey>();
        long total = 0;
        for (var fact : facts) {
            var known = old == null ? null : old.find(fact.id());
            for (int number : wanted(fact)) {
                var content = known == null ? null : known.pinned(number);
                if (content == null) {
                    missing.add(new VersionKey(fact.project(), fact.id(), number));
                } else {
                    contents.put(new VersionKey(fact.project(), fact.id(), number), content);
                    total += content.weight();
                }
            }
        }
        for (int i = 0; i < missing.size(); i += CHUNK) {
            if (total > MAX_PINNED_TOTAL) {
                log.info("Prompts of {} beyond {} bytes are loaded when asked for", tenant, MAX_PINNED_TOTAL);
                break;
            }
            var chunk = missing.subList(i, Math.min(i + CHUNK, missing.size()));
            var read = read(tx, tenant, chunk);
            contents.putAll(read);
            total += read.values().stream().mapToLong(VersionContent::weight).sum();
        }
        return contents;
    }

    /** By the whole key: a list of pairs would be compared with every version of the tenant. */
    private static Map<VersionKey, VersionContent> read(SystemTx tx, TenantId tenant, List<VersionKey> keys) {
        var rows = new ArrayList<Row3<ProjectId, PromptId, Integer>>();
        for (var key : keys) {
            rows.add(row(
                    val(key.project(), PROMPT_VERSION.PROJECT_ID),
                    val(key.prompt(), PROMPT_VERSION.PROMPT_ID),
                    val(key.number())));
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
        Row3<ProjectId, PromptId, Integer>[] array = rows.toArray(new Row3[0]);
        var wanted = values(array).as("wanted", "project", "prompt", "number");
        return tx.sql()
                .select(PROMPT_VERSION.fields())
                .from(wanted)
                .join(PROMPT_VERSION)
                .on(PROMPT_VERSION.PROJECT_ID.eq(wanted.field("project", PROMPT_VERSION.PROJECT_ID.getDataType())))
                .and(PROMPT_VERSION.PROMPT_ID.eq(wanted.field("prompt", PROMPT_VERSION.PROMPT_ID.getDataType())))
                .and(PROMPT_VERSION.NUMBER.eq(wanted.field("number", Integer.class)))
                .where(PROMPT_VERSION.TENANT_ID.eq(tenant))
                .and(PROMPT_VERSION.CONTENT_BYTES.le(MAX_PINNED_BYTES))
                .fetchMap(
                        version -> new VersionKey(
                                version.get(PROMPT_VERSION.PROJECT_ID),
                                version.get(PROMPT_VERSION.PROMPT_ID),
                                version.get(PROMPT_VERSION.NUMBER)),
                        PromptRepository::content);
    }
}
