package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.maru.testing.browser.Accessibility;
import dev.maru.testing.browser.BrowserSession;
import java.net.URI;

/** The browser application as a person uses it: by the names of buttons, links and fields. */
final class Screen {
    private static final String EMAIL = "owner@example.com";
    private static final String PASSWORD = "a long enough pass phrase";

    private final BrowserSession session;
    private final Page page;

    Screen(BrowserSession session) {
        this.session = session;
        this.page = session.page();
    }

    Page page() {
        return page;
    }

    /** Comes in by the operator's link, as the owner of a new organisation. */
    void setUp(RunningMaru maru) {
        open(maru.operatorLink());
        accessible();
        page.locator("#organisation").fill("Acme");
        page.locator("#name").fill("Ada Lovelace");
        page.locator("#email").fill(EMAIL);
        page.locator("#password").fill(PASSWORD);
        page.locator("button.primary").click();
    }

    /** Signs in by password on the page that asks for it. */
    void signIn() {
        page.locator("#username").fill(EMAIL);
        page.locator("#password").fill(PASSWORD);
        page.locator("button.primary").click();
    }

    void open(URI address) {
        page.navigate(address.toString());
    }

    void click(String button) {
        named(AriaRole.BUTTON, button).click();
    }

    void follow(String link) {
        named(AriaRole.LINK, link).click();
    }

    void tab(String name) {
        named(AriaRole.TAB, name).click();
    }

    /** Types into the field of that id and leaves it, so that the value is sent before the next click. */
    void fill(String id, String text) {
        type(page.locator("#" + id + " input, #" + id + " textarea"), text);
    }

    void fillLabelled(String label, String text) {
        type(page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)), text);
    }

    void type(Locator field, String text) {
        field.fill(text);
        field.press("Tab");
    }

    /** A heading, a cell or any other element with exactly this text. */
    Locator text(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true)).first();
    }

    void sees(String text) {
        sees(text(text));
    }

    void sees(Locator element) {
        element.waitFor();
    }

    void seesNoMore(Locator element) {
        element.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    Locator dialog() {
        return page.locator("vaadin-dialog[opened] .maru-form");
    }

    /** No rule of WCAG 2.2 AA is broken on what is shown, and nothing went wrong in the browser. */
    void accessible() {
        assertThat(Accessibility.violations(page)).as(page.url()).isEmpty();
        assertThat(session.problems()).as(page.url()).isEmpty();
    }
}
