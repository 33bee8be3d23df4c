package dev.maru.prompts.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptStack;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project out as files and in again. */
@DatabaseTest
class PromptImportIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final ImportOptions PREVIEW = new ImportOptions(false, true);
    private static final ImportOptions APPLY = new ImportOptions(false, false);
    private static final ImportOptions WITH_LABELS = new ImportOptions(true, false);

    private TestDatabase database;
    private PromptStack stack;
    private PromptExport export;
    private PromptImport imports;
    private TestTenant tenant;
    private Caller ann;

    @BeforeEach
    void start(TestDatabase database) {
        this.database = database;
        stack = new PromptStack(database);
        export = new PromptExport(stack.contents);
        imports = new PromptImport(stack.batch);
        tenant = tenant();
        ann = PromptStack.editor(tenant);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private TestTenant tenant() {
        return TestTenants.create(database, "files-" + TENANTS.incrementAndGet());
    }

    @Test
    void aProjectGoesOutAndInAgainUnchanged() {
        var random = new Random(11);
        var wanted = new TreeMap<PromptName, NewPrompt>();
        for (int i = 0; i < 60; i++) {
            var prompt = new RandomPrompts(random).prompt();
            wanted.put(prompt.name(), prompt);
        }
        wanted.values().forEach(prompt -> stack.service.create(ann, prompt));
        var zip = export.export(ann, null, null);
        assertThat(export.export(ann, null, null)).as("equal bytes").isEqualTo(zip);

        var elsewhere = PromptStack.editor(tenant());
        var preview = imports.run(elsewhere, "prompts.zip", zip, PREVIEW);
        assertThat(preview.count(ImportRow.Action.CREATED))
                .as("%s", preview.rows())
                .isEqualTo(wanted.size());
        assertThat(preview.applied()).isFalse();
        assertThat(stack.contents.all(elsewhere, null, null)).isEmpty();

        assertThat(imports.run(elsewhere, "prompts.zip", zip, WITH_LABELS).applied())
                .isTrue();
        assertThat(export.export(elsewhere, null, null)).isEqualTo(zip);

        int audited = stack.audited.size();
        var again = imports.run(elsewhere, "prompts.zip", zip, WITH_LABELS);
        assertThat(again.count(ImportRow.Action.UNCHANGED)).isEqualTo(wanted.size());
        assertThat(stack.audited).as("nothing was done").hasSize(audited);
        assertThat(stack.contents.all(elsewhere, null, null))
                .allMatch(content -> content.prompt().latest() == 1);
    }

    @Test
    void exportsAFolderOrTheVersionsOfALabel() {
        var a = stack.text(ann, "team/a", "one").prompt().id();
        stack.releases.release(ann, a, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        stack.service.newVersion(ann, a, null, PromptStack.draft("two"));
        stack.text(ann, "team/b", "b");
        stack.text(ann, "other", "c");

        assertThat(PromptArchive.read(export.export(ann, "team", null)).keySet())
                .containsExactly("team/a.md", "team/b.md");
        assertThat(PromptArchive.read(export.export(ann, null, PromptLabel.PRODUCTION)))
                .hasSize(1)
                .hasEntrySatisfying(
                        "team/a.md",
                        file -> assertThat(file)
                                .contains("labels:\n  - production\n")
                                .endsWith("---\none\n"));
        assertThat(PromptArchive.read(export.export(ann, null, PromptLabel.LATEST)))
                .hasSize(3);
    }

    @Test
    void tellsNewFromChangedFromWrong() {
        stack.text(ann, "same", "text");
        stack.text(ann, "changed", "before");
        var files = files(
                "same.md", "---\n---\ntext\n",
                "described.md", "---\nname: same2\ndescription: new\n---\ntext\n",
                "changed.md", "---\n---\nafter\n",
                "wrong.md", "---\nkind: chat\n---\n::: robot\n",
                "README.md", "# About\n",
                "new.md", "---\nlabels: [production]\n---\nnew\n");

        var preview = imports.run(ann, "x.zip", files, PREVIEW);

        assertThat(actions(preview))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "same.md", ImportRow.Action.UNCHANGED,
                        "described.md", ImportRow.Action.CREATED,
                        "changed.md", ImportRow.Action.VERSION_ADDED,
                        "wrong.md", ImportRow.Action.REFUSED,
                        "README.md", ImportRow.Action.IGNORED,
                        "new.md", ImportRow.Action.CREATED));
        assertThat(row(preview, "wrong.md").line()).isEqualTo(4);
        assertThat(row(preview, "changed.md").version()).isEqualTo(2);
        assertThat(row(preview, "new.md").notes()).containsExactly("labels are left as they are: production");

        var applied = imports.run(ann, "x.zip", files, APPLY);
        assertThat(applied.applied()).as("all or nothing").isFalse();
        assertThat(stack.query.byName(ann, new PromptName("new"))).isEmpty();
    }

    @Test
    void bringsInWhatOthersReferToFirst() {
        var files = files(
                "a.md", "---\n---\n{{> z | label=latest}}\n",
                "m.md", "---\n---\n{{> a | label=latest}} {{> z | label=latest}}\n",
                "z.md", "---\n---\nend\n");

        assertThat(imports.run(ann, "x.zip", files, APPLY).applied()).isTrue();
        assertThat(stack.query.usedBy(
                        ann,
                        stack.query
                                .byName(ann, new PromptName("z"))
                                .orElseThrow()
                                .id()))
                .hasSize(2);

        var circle = files("p.md", "---\n---\n{{> q | label=latest}}\n", "q.md", "---\n---\n{{> p | label=latest}}\n");
        assertThat(imports.run(ann, "x.zip", circle, APPLY).isRefused()).isTrue();
        assertThat(stack.query.byName(ann, new PromptName("p"))).isEmpty();
    }

    @Test
    void labelsFollowTheRulesForReleases() {
        stack.protections.add(PromptStack.admin(tenant, "Bo"), "", PromptLabel.PRODUCTION, 1, null);
        var files = files("a.md", "---\nlabels: [production, staging]\n---\ntext\n");

        var refused = imports.run(ann, "x.zip", files, new ImportOptions(true, true));
        assertThat(row(refused, "a.md").problem()).contains("production of a is protected");
        assertThat(imports.run(ann, "x.zip", files, WITH_LABELS).applied()).isFalse();

        assertThat(imports.run(ann, "x.zip", files, APPLY).applied()).isTrue();
        var open = files("a.md", "---\nlabels: [staging]\n---\ntext\n");
        var moved = imports.run(ann, "x.zip", open, WITH_LABELS);
        assertThat(row(moved, "a.md").released()).containsExactly("staging");
        assertThat(row(moved, "a.md").action()).isEqualTo(ImportRow.Action.DESCRIBED);
    }

    @Test
    void refusesWhoMayNotAndWhatIsNothing() {
        var file = "---\n---\ntext\n".getBytes(StandardCharsets.UTF_8);
        var viewer = PromptStack.viewer(tenant);
        assertThatThrownBy(() -> imports.run(viewer, "a.md", file, PREVIEW)).isInstanceOf(PlatformException.class);
        var writer = PromptStack.caller(tenant.tenant(), tenant.project(), "Wil", Set.of(Permission.WRITE_PROMPTS));
        assertThatThrownBy(() -> imports.run(writer, "a.md", file, WITH_LABELS)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> export.export(writer, null, null)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> imports.run(ann, "x.zip", files(), PREVIEW)).hasMessageContaining("no prompt");
        assertThat(imports.run(ann, "x.txt", "hello".getBytes(StandardCharsets.UTF_8), PREVIEW)
                        .rows()
                        .getFirst()
                        .action())
                .isEqualTo(ImportRow.Action.IGNORED);
    }

    @Test
    void aNameStandsOnceInAnImport() {
        var files = files("a.md", "---\nname: x\n---\none\n", "b.md", "---\nname: x\n---\ntwo\n");

        assertThat(row(imports.run(ann, "x.zip", files, PREVIEW), "b.md").problem())
                .isEqualTo("x stands in a.md as well");
    }

    @Test
    void importsWhatOthersExport() {
        var json =
                "[{\"name\":\"langfuse\",\"version\":1,\"type\":\"text\",\"prompt\":\"Hi {{name}}\",\"labels\":[\"production\"]}]"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(imports.run(ann, "prompts.json", json, WITH_LABELS).applied())
                .isTrue();
        assertThat(imports.run(ann, "prompts.json", json, WITH_LABELS).count(ImportRow.Action.UNCHANGED))
                .isOne();
    }

    private static byte[] files(String... pathsAndTexts) {
        var files = new TreeMap<String, String>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return PromptArchive.write(files);
    }

    private static Map<String, ImportRow.Action> actions(ImportResult result) {
        var actions = new TreeMap<String, ImportRow.Action>();
        result.rows().forEach(row -> actions.put(row.file(), row.action()));
        return actions;
    }

    private static ImportRow row(ImportResult result, String file) {
        return result.rows().stream()
                .filter(row -> row.file().equals(file))
                .findFirst()
                .orElseThrow();
    }
}
