package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Actor;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.ui.i18n.Translations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prompts that come in and go out as files, are found and copied; and two authors who save at the same time. */
class TransferPageIT {
    private static final String GOOD =
            "---\nkind: chat\n---\n::: system\nBe kind. 환불하시겠습니까 라고 물으세요.\n\n::: user\n{{question}}\n";
    private static final String BAD = "---\nkind: text\n---\nHello {{#name}}\n";
    private static final Translations TEXTS = new Translations();

    private RunningMaru maru;
    private Locale locale = Locale.ENGLISH;

    @BeforeEach
    void start() {
        maru = RunningMaru.with(Map.of());
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    @Test
    @BrowserTest(width = 1440, height = 900)
    void bringsPromptsInFindsCopiesAndTakesThemOut(BrowserSession session) throws IOException {
        walk(new Screen(session), Locale.ENGLISH);
    }

    @Test
    @BrowserTest(width = 1440, height = 900, locale = "ko-KR")
    void bringsPromptsInFindsCopiesAndTakesThemOutInKorean(BrowserSession session) throws IOException {
        walk(new Screen(session), Locale.KOREAN);
    }

    private String t(String key, Object... arguments) {
        return TEXTS.getTranslation(key, locale, arguments);
    }

    private void walk(Screen screen, Locale language) throws IOException {
        locale = language;
        signIn(screen);
        screen.open(maru.url("/p/acme/sample/prompts"));
        bringIn(screen);
        find(screen);
        copy(screen);
        takeOut(screen);
        mergeWithSomebodyElse(screen);
    }

    private void signIn(Screen screen) {
        var owner = (Actor.Person) maru.owner().actor();
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                owner.userId(),
                profiles.get(owner.userId()).version(),
                new ProfileData("Owner", locale, ZoneOffset.UTC, Theme.LIGHT));
        screen.open(maru.url("/"));
        screen.signIn();
        screen.sees(screen.page().locator("#user-menu"));
    }

    private void bringIn(Screen screen) throws IOException {
        screen.click(t("import.open"));
        upload(screen, Map.of("team/kind.md", GOOD, "team/broken.md", BAD));
        screen.sees(t("import.wrong", 1));
        assertThat(screen.page().locator("#import-rows").innerText()).contains("team/broken.md");
        assertThat(screen.page().locator("#import-act").isEnabled()).isFalse();
        screen.accessible();

        upload(screen, Map.of("team/kind.md", GOOD));
        screen.sees(t("import.ready", 1, 0, 0, 0));
        screen.page().locator("#import-act").click();
        screen.sees(t("import.done", 1, 0, 0, 0));
        screen.accessible();
        screen.click(t("dialog.done"));

        screen.click(t("import.open"));
        upload(screen, Map.of("team/kind.md", GOOD));
        screen.sees(t("import.nothing"));
        screen.page().keyboard().press("Escape");
    }

    private static void upload(Screen screen, Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        screen.page()
                .locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("prompts.zip", "application/zip", bytes.toByteArray()));
    }

    private void find(Screen screen) {
        screen.fill("search", "환불");
        screen.sees(screen.page().locator("vaadin-grid mark").first());
        assertThat(screen.page().locator("vaadin-grid mark").first().innerText())
                .isEqualTo("환불");
        screen.accessible();
        screen.page().locator("a.maru-row-link").getByText("team/kind").click();
        screen.sees(screen.page().locator("#save-version"));
    }

    private void copy(Screen screen) {
        screen.page().locator("#prompt-more").click();
        screen.page().getByText(t("copy.open")).click();
        screen.fill("copy-name", "team/kinder");
        screen.accessible();
        screen.click(t("copy.act"));
        screen.sees(screen.page().locator("h1").getByText("team/kinder"));
    }

    private void takeOut(Screen screen) throws IOException {
        screen.open(maru.url("/p/acme/sample/prompts?folder=team"));
        screen.sees(screen.page().locator("#prompts-export"));
        Download download = screen.page()
                .waitForDownload(() -> screen.page().locator("#prompts-export").click());
        try (var zip = new ZipInputStream(Files.newInputStream(download.path()))) {
            var first = zip.getNextEntry();
            assertThat(first).isNotNull();
            assertThat(first.getName()).isEqualTo("team/kind.md");
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).contains("환불하시겠습니까");
        }
    }

    private void mergeWithSomebodyElse(Screen screen) {
        var owner = maru.owner();
        var query = maru.bean(PromptQuery.class);
        var id = query.byName(owner, new PromptName("team/kind")).orElseThrow().id();
        screen.open(maru.url("/p/acme/sample/prompts/" + id));
        screen.sees(screen.page().locator("#save-version"));
        var theirs = new PromptBody.Chat(List.of(
                ChatEntry.Message.of(ChatRole.SYSTEM, "Be kind. 환불하시겠습니까 라고 물으세요."),
                ChatEntry.Message.of(ChatRole.USER, "Question: {{question}}")));
        maru.bean(PromptService.class).newVersion(owner, id, 1, new PromptDraft(theirs, PromptConfig.EMPTY, "theirs"));

        screen.type(screen.page().locator(".maru-message textarea").first(), "Be kind and brief.");
        screen.page().locator("#save-version").click();
        screen.sees(t("stale.only-mine"));
        screen.sees(t("stale.only-theirs"));
        screen.accessible();
        screen.page().locator("#save-merged").click();
        screen.sees(t("editor.saved", 3));

        assertThat(query.version(owner, id, 3).body())
                .isEqualTo(new PromptBody.Chat(List.of(
                        ChatEntry.Message.of(ChatRole.SYSTEM, "Be kind and brief."),
                        ChatEntry.Message.of(ChatRole.USER, "Question: {{question}}"))));
    }
}
