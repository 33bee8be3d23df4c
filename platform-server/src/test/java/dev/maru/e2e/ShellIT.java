package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every page: the keyboard, addresses that keep a page's state, answers that appear as they are written. */
@BrowserTest
class ShellIT {
    private static final String PROJECT = "/p/acme/sample";
    private static final String MODEL = "scripted/scripted-large";
    private static ScriptedProvider provider;
    private static RunningMaru maru;

    private Screen screen;
    private Page page;

    @BeforeAll
    static void start() {
        provider = ScriptedProvider.start();
        maru = RunningMaru.with(Map.of());
        var owner = maru.owner();
        var connection = maru.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug("scripted"),
                                "Scripted",
                                provider.baseUrl().toString(),
                                null,
                                DisconnectPolicy.ABORT));
        maru.bean(CatalogService.class).importModels(owner, connection.id());
    }

    @AfterAll
    static void stop() {
        maru.close();
        provider.close();
    }

    @BeforeEach
    void signIn(BrowserSession session) {
        screen = new Screen(session);
        page = session.page();
        go("/prompts");
        screen.signIn();
        screen.sees("support/answer");
    }

    @Test
    void paletteGoesToPagesAndPrompts() {
        page.keyboard().press("Control+k");
        var palette = page.locator("dialog.maru-palette");
        screen.sees(palette);
        screen.accessible();
        page.keyboard().type("aud");
        page.keyboard().press("Enter");
        screen.sees(screen.named(AriaRole.HEADING, "Audit"));
        screen.seesNoMore(palette);

        page.keyboard().press("Control+k");
        page.keyboard().type("answer");
        screen.sees(palette.getByText("support/answer"));
        page.keyboard().press("Enter");
        screen.sees(page.locator("#save-version"));
        awaitUrl(PROJECT + "/prompts/");

        page.keyboard().press("Meta+k");
        screen.sees(palette);
        page.keyboard().press("Escape");
        screen.seesNoMore(palette);
    }

    @Test
    void keysSearchMoveAndOpen() {
        page.keyboard().press("/");
        page.keyboard().type("answer?gj");
        screen.sees("Nothing matches these filters");
        screen.seesNoMore(page.locator("dialog"));
        assertThat(page.locator("#search input").inputValue()).isEqualTo("answer?gj");
        page.locator("#search input").fill("");
        screen.sees("support/answer");

        page.locator("h1").click();
        page.keyboard().press("j");
        assertThat(focusedRow()).contains("support/answer");
        page.keyboard().press("Enter");
        screen.sees(page.locator("#save-version"));

        page.locator("h1").click();
        page.keyboard().press("g");
        page.keyboard().press("c");
        screen.sees(screen.named(AriaRole.HEADING, "Calls"));
        screen.sees(page.locator("vaadin-grid-cell-content")
                .getByText("maru/offline")
                .first());
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("Enter");
        screen.sees(page.locator(".maru-detail").getByText("Attempts (1)"));
        page.locator("h1").click();
        page.keyboard().press("?");
        var help = page.locator("dialog.maru-help-overlay");
        screen.sees(help.getByText("Go to Members"));
        screen.accessible();
        page.keyboard().press("Escape");
        screen.seesNoMore(help);
    }

    @Test
    void composingASyllableTriggersNothing(BrowserSession session) {
        for (var key : new String[] {"/", "?", "j", "k"}) {
            composeKey(key, false);
        }
        composeKey("k", true);
        assertThat(page.locator("dialog").count()).isZero();
        assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("BODY");

        screen.click("New prompt");
        page.locator("#prompt-name input").fill("");
        var cdp = session.context().newCDPSession(page);
        var composition = new JsonObject();
        composition.addProperty("text", "인사");
        composition.addProperty("selectionStart", 2);
        composition.addProperty("selectionEnd", 2);
        cdp.send("Input.imeSetComposition", composition);
        composeKey("Enter", false);
        assertThat(screen.dialog().isVisible()).isTrue();
        var committed = new JsonObject();
        committed.addProperty("text", "인사");
        cdp.send("Input.insertText", committed);
        page.keyboard().press("Enter");
        screen.sees(screen.named(AriaRole.HEADING, "인사"));
    }

    @Test
    void filtersTabsAndSelectionsSurviveAReload() {
        go("/calls");
        screen.sees(page.locator("vaadin-grid"));
        page.locator("#search input").fill("offline");
        awaitUrl("/calls?q=offline");
        choose("Outcome: any", "Success");
        awaitUrl("outcome=success");
        page.locator("vaadin-grid-cell-content")
                .getByText("maru/offline")
                .first()
                .click();
        awaitUrl("call=");
        screen.sees(page.locator(".maru-detail"));
        page.reload();
        screen.sees(page.locator(".maru-detail").getByText("Attempts (1)"));
        assertThat(page.locator("#search input").inputValue()).isEqualTo("offline");
        screen.sees(screen.named(AriaRole.BUTTON, "Outcome Success"));
        page.goBack();
        screen.seesNoMore(page.locator(".maru-detail"));

        go("/models");
        screen.tab("Connections");
        awaitUrl("/models?tab=connections");
        survivesReload("Found on this server");
        go("/prompts");
        screen.follow("support (1)");
        awaitUrl("/prompts?folder=support");
        survivesReload("support/answer");
        screen.follow("support/answer");
        screen.tab("Use it");
        awaitUrl("?tab=use");
        survivesReload("Fetch the prompt");
        go("");
        screen.tab("Last 7 days");
        awaitUrl("?range=week");
        page.reload();
        screen.sees(page.locator("#tab-week[selected]"));
    }

    @Test
    void unknownAddressesSayWhatToDo(BrowserSession session) {
        screen.open(maru.url("/no/such/page"));
        screen.sees("Page not found");
        session.forgetProblems();
        screen.accessible();
        screen.open(maru.url("/p/acme/other"));
        screen.sees("Not found");
        session.forgetProblems();
        screen.accessible();
    }

    @Test
    void anAnswerAppearsAsItIsWritten() {
        var hold = new CountDownLatch(1);
        provider.script(new Reply.Hold(hold, 2, Reply.Answer.of("The hall ", "joins ", "the rooms.")));
        go("/models?tab=try&model=" + MODEL);
        screen.click("Ask");
        var answer = page.locator("#try-answer");
        screen.sees(answer.getByText("The hall joins"));
        assertThat(answer.innerText()).doesNotContain("rooms");
        assertThat(answer.getAttribute("aria-busy")).isEqualTo("true");

        hold.countDown();
        screen.sees(answer.getByText("The hall joins the rooms."));
        screen.sees("View call");
        screen.accessible();
    }

    @Test
    void anAnswerCanBeStopped() {
        provider.script(new Reply.Stall(1, Reply.Answer.of("The hall ", "joins the rooms.")));
        go("/models?tab=try&model=" + MODEL);
        screen.click("Ask");
        screen.sees(page.locator("#try-answer").getByText("The hall"));
        screen.click("Stop");
        screen.sees("Stopped. Usage up to this point is recorded.");
        screen.sees(screen.named(AriaRole.BUTTON, "Ask"));
    }

    private void go(String path) {
        screen.open(maru.url(PROJECT + path));
    }

    private void awaitUrl(String part) {
        page.waitForURL(address -> address.contains(part));
    }

    private void survivesReload(String text) {
        screen.sees(text);
        page.reload();
        screen.sees(text);
    }

    private void choose(String shown, String option) {
        page.locator("vaadin-select", new Page.LocatorOptions().setHasText(shown))
                .click();
        page.locator("vaadin-select-item")
                .filter(new Locator.FilterOptions().setHasText(option))
                .last()
                .click();
    }

    /** A key as browsers report it while an input method puts a syllable together. */
    private void composeKey(String key, boolean control) {
        page.evaluate(
                "([key, ctrlKey]) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown',"
                        + " { key, ctrlKey, code: 'Key' + key.toUpperCase(), isComposing: true, bubbles: true, composed: true,"
                        + " cancelable: true }))",
                new Object[] {key, control});
    }

    /** The text of the row of the grid that has the focus. */
    private String focusedRow() {
        return String.valueOf(page.evaluate("""
                () => {
                  const cell = document.querySelector('vaadin-grid').shadowRoot.activeElement;
                  return [...(cell?.closest('tr')?.querySelectorAll('slot') ?? [])]
                    .flatMap((slot) => slot.assignedElements()).map((element) => element.textContent).join(' ');
                }"""));
    }
}
