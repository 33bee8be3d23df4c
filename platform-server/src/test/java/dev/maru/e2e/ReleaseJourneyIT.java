package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.RoleGrant;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Role;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.browser.Look;
import dev.maru.testing.process.Await;
import dev.maru.ui.i18n.Translations;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A prompt from its first word to a canary and back, by two people who depend on each other, in both languages. */
class ReleaseJourneyIT {
    private static final String PASS_PHRASE = "a long enough pass phrase";
    private static final Translations TEXTS = new Translations();
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(Map.of());
        var unused = maru.owner();
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    @BrowserTest(width = 1440, height = 1000)
    void leadsFromAPromptToACanaryAndBack(BrowserSession session) {
        new Journey(session, Locale.ENGLISH, "journey/greeting", "Ben").run();
    }

    @Test
    @BrowserTest(width = 1440, height = 1000, locale = "ko-KR")
    void leadsFromAPromptToACanaryAndBackInKorean(BrowserSession session) {
        new Journey(session, Locale.KOREAN, "안내/인사", "지은").run();
    }

    /** One walk in one language; texts are found by their keys. */
    private static final class Journey {
        private final Screen author;
        private final Screen admin;
        private final Locale locale;
        private final String prompt;
        private final String editor;

        Journey(BrowserSession session, Locale locale, String prompt, String editor) {
            this.author = new Screen(session);
            this.admin =
                    new Screen(session.another(Look.desktop().in(locale.equals(Locale.KOREAN) ? "ko-KR" : "en-US")));
            this.locale = locale;
            this.prompt = prompt;
            this.editor = editor;
        }

        void run() {
            signIn();
            protect();
            create();
            edit();
            compare();
            request();
            approve();
            canary();
            rollBack();
        }

        private String t(String key, Object... arguments) {
            return TEXTS.getTranslation(key, locale, arguments);
        }

        private void signIn() {
            signIn(author, "author-" + locale.getLanguage() + "@example.com", editor, Role.EDITOR);
            signIn(admin, "admin-" + locale.getLanguage() + "@example.com", "Ada", Role.ADMIN);
        }

        private void signIn(Screen screen, String email, String name, Role role) {
            var invitation = maru.bean(InvitationService.class)
                    .create(maru.owner(), new EmailAddress(email), RoleGrant.everywhere(role));
            maru.bean(JoiningService.class)
                    .join(
                            invitation.link().getQuery().replaceFirst(".*token=", ""),
                            new ProfileData(name, locale, ZoneId.of("Asia/Seoul"), Theme.LIGHT),
                            PASS_PHRASE);
            screen.open(maru.url("/"));
            screen.page().locator("#username").fill(email);
            screen.page().locator("#password").fill(PASS_PHRASE);
            screen.page().locator("button.primary").click();
            screen.sees(screen.named(AriaRole.LINK, t("nav.prompts")));
        }

        /** Everything below this folder takes the approval of somebody else before production moves. */
        private void protect() {
            admin.follow(t("nav.prompts"));
            admin.click(t("rules.title"));
            admin.sees(admin.page().locator("#add-rule"));
            admin.accessible();
            admin.page().locator("#add-rule").click();
            var folder = admin.page()
                    .locator("vaadin-combo-box")
                    .filter(new Locator.FilterOptions().setHasText(t("rules.where")))
                    .locator("input");
            folder.fill(prompt.substring(0, prompt.indexOf('/')));
            folder.press("Enter");
            admin.accessible();
            admin.page().locator("#rule-act").click();
            admin.seesNoMore(admin.dialog());
            admin.sees(t("rules.needs.approvals", 1));
            admin.accessible();
        }

        private void create() {
            author.follow(t("nav.prompts"));
            author.click(t("prompts.new"));
            author.fill("prompt-name", prompt);
            author.click(t("prompts.create"));
            author.sees(author.page().locator("#save-version"));
            author.accessible();
            author.click(t("release.open"));
            author.sees(t("release.new-label"));
            author.sees(t("release.terms.approvals", "production", 1));
            author.accessible();
            author.page().locator("#release-act").click();
            author.seesNoMore(author.dialog());
            decide(1);
            author.page().reload();
            author.sees("production · v1");
        }

        private void edit() {
            author.tab(t("prompt.tab.edit"));
            author.type(author.page().locator(".maru-message textarea").first(), "Greet {{guest}} by name. 손님을 환영하세요.");
            author.sees("guest");
            author.page().locator("#variable-list vaadin-details-summary").click();
            author.page()
                    .locator("vaadin-button[aria-label='" + t("variable.edit", "guest") + "']")
                    .click();
            author.fillLabelled(t("variable.description"), "Who comes in");
            author.accessible();
            author.page().locator("#variable-save").click();
            author.seesNoMore(author.dialog());
            author.sees("Who comes in");
            author.fill("commit-message", "Greets by name");
            author.page().locator("#save-version").click();
            author.sees(t("editor.saved", 2));
        }

        private void compare() {
            author.tab(t("prompt.tab.versions"));
            author.sees(author.page().locator("ins").first());
            assertThat(author.page().locator("ins").allInnerTexts()).anyMatch(text -> text.contains("guest"));
            author.accessible();
        }

        private void request() {
            author.click(t("release.open"));
            author.sees(t("release.changes", 1, 2));
            author.fill("release-reason", "Friendlier");
            author.accessible();
            author.page().locator("#release-act").click();
            author.seesNoMore(author.dialog());
            author.tab(t("prompt.tab.releases"));
            author.sees(t("request.open", 0, 1));
            assertThat(author.page().locator("#review-request").count())
                    .as("nobody approves what they asked for")
                    .isZero();
            author.accessible();
        }

        private void approve() {
            decide(2);
            assertThat(live()).isEqualTo(2);
            author.page().reload();
            author.sees("production · v2");
            author.sees(author.page()
                    .locator("[data-request]")
                    .getByText(t("request.released"))
                    .first());
        }

        /** The admin finds the request at home, looks at what it changes, and approves. */
        private void decide(int version) {
            admin.follow(t("nav.home"));
            admin.sees(t("home.decide"));
            admin.accessible();
            admin.follow(prompt);
            admin.page().locator("#review-request").click();
            admin.sees(t("request.review.of", prompt, "production", version));
            admin.accessible();
            admin.page().locator("#approve-request").click();
            admin.seesNoMore(admin.dialog());
            admin.sees(t("requests.title"));
            admin.accessible();
        }

        private void canary() {
            author.tab(t("prompt.tab.edit"));
            author.type(author.page().locator(".maru-message textarea").first(), "Greet {{guest}} in one line.");
            author.page().locator("#save-version").click();
            author.sees(t("editor.saved", 3));
            author.tab(t("prompt.tab.releases"));
            author.click(t("split.open"));
            author.sees(t("split.asks", "production"));
            author.accessible();
            author.page().locator("#split-act").click();
            author.seesNoMore(author.dialog());
            decide(3);

            author.page().reload();
            var running = author.page().locator("[data-split=running]");
            author.sees(running);
            author.accessible();
            assertThat(live()).as("the label itself stays").isEqualTo(2);

            author.click(t("split.resize.open"));
            author.fillLabelled(t("split.share", 3), "50");
            author.page().locator("#split-act").click();
            author.seesNoMore(author.dialog());
            author.sees(running.getByText("v3 50%"));

            author.click(t("split.end"));
            author.page()
                    .locator("#split-outcome")
                    .getByText(t("split.end.promote", 3))
                    .click();
            author.accessible();
            author.page().locator("#split-end").click();
            author.seesNoMore(author.dialog());
            author.sees("production · v3");
            assertThat(live()).isEqualTo(3);
        }

        /** Who manages prompts may go back alone: that version was approved before. */
        private void rollBack() {
            admin.page().reload();
            admin.click(t("releases.rollback", 2));
            admin.sees("production · v2");
            Await.until("production is rolled back", () -> live() == 2);
            admin.accessible();
        }

        private int live() {
            return maru.bean(PromptQuery.class)
                    .byName(maru.owner(), new PromptName(prompt))
                    .orElseThrow()
                    .labels()
                    .getOrDefault(PromptLabel.PRODUCTION, 0);
        }
    }
}
