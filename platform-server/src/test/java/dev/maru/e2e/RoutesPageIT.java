package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Actor;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteService;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.ui.i18n.Translations;
import java.net.http.HttpRequest;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody makes a route, sees who would take over, and finds in Calls that it went so; then gives its connection keys. */
class RoutesPageIT {
    private static final Translations TEXTS = new Translations();
    private static final String LARGE = "scripted/scripted-large";
    private static final String SMALL = "scripted/scripted-small";
    private static final String ROUTE = "support-chat";

    private ScriptedProvider provider;
    private RunningMaru maru;
    private Locale locale = Locale.ENGLISH;

    @BeforeEach
    void start() {
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
                                "sk-first-1234567890",
                                DisconnectPolicy.ABORT));
        maru.bean(CatalogService.class).importModels(owner, connection.id());
    }

    @AfterEach
    void stop() {
        maru.close();
        provider.close();
    }

    @Test
    @BrowserTest(width = 1440, height = 1000)
    void routesACall(BrowserSession session) {
        walk(new Screen(session), Locale.ENGLISH);
    }

    @Test
    @BrowserTest(width = 1440, height = 1000, locale = "ko-KR")
    void routesACallInKorean(BrowserSession session) {
        walk(new Screen(session), Locale.KOREAN);
    }

    private String t(String key, Object... arguments) {
        return TEXTS.getTranslation(key, locale, arguments);
    }

    private void walk(Screen screen, Locale language) {
        locale = language;
        var owner = (Actor.Person) maru.owner().actor();
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                owner.userId(),
                profiles.get(owner.userId()).version(),
                new ProfileData("Owner", locale, ZoneOffset.UTC, Theme.LIGHT));
        screen.open(maru.url("/p/acme/sample/routes"));
        screen.signIn();
        screen.sees(t("routes.empty"));
        screen.accessible();
        write(screen);
        fail(screen);
        save(screen);
        change(screen);
        call(screen);
        keys(screen);
        remove(screen);
    }

    private void write(Screen screen) {
        screen.click(t("routes.new"));
        screen.fill("route-name", "Support chat");
        choose(screen, 1, LARGE);
        screen.sees(result(screen, t("routes.answers", LARGE, 1)));
        screen.click(t("routes.target.add"));
        screen.sees(screen.page().locator("#simulation-result .maru-note[data-tone=plain]"));
        choose(screen, 2, SMALL);
        screen.sees(result(screen, t("routes.unused")));
        screen.accessible();
        screen.click(t("routes.create"));
        screen.sees(t("routes.error.name"));
        screen.fill("route-name", ROUTE);
    }

    private void choose(Screen screen, int target, String model) {
        var field = screen.page()
                .getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions()
                                .setName(t("routes.target.model.of", target))
                                .setExact(true));
        field.fill(model);
        field.press("Enter");
    }

    private static Locator result(Screen screen, String text) {
        return screen.page()
                .locator("#simulation-result")
                .getByText(text, new Locator.GetByTextOptions().setExact(true))
                .first();
    }

    private void fail(Screen screen) {
        var first = screen.page().locator(".maru-route-outcomes vaadin-select").first();
        first.click();
        first.locator("vaadin-select-list-box vaadin-select-item")
                .getByText(t("failure.server"))
                .click();
        screen.sees(result(screen, t("routes.answers", SMALL, 2)));
        screen.accessible();
        assertThat(screen.page().url()).contains("fails=scripted").contains("server");
    }

    private void save(Screen screen) {
        screen.click(t("routes.create"));
        screen.sees(screen.named(AriaRole.HEADING, t("routes.use")));
        assertThat(screen.page().locator(".maru-block pre").first().innerText()).contains("\"" + ROUTE + "\"");
        screen.page().reload();
        screen.sees(result(screen, t("routes.answers", SMALL, 2)));
        screen.accessible();
    }

    /** By keyboard, against somebody else's change, and off and on again. */
    private void change(Screen screen) {
        screen.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(t("routes.target.up", 2))
                                .setExact(true))
                .press("Alt+ArrowUp");
        screen.sees(result(screen, t("routes.answers", SMALL, 1)));
        var routes = maru.bean(RouteService.class);
        var stored = routes.list(maru.owner()).getFirst();
        var theirs = routes.update(
                maru.owner(), stored.id(), stored.version(), new RouteData("By somebody else", stored.plan(), true));
        screen.click(t("dialog.save"));
        screen.sees(t("routes.stale"));
        screen.accessible();
        assertThat(routes.list(maru.owner()).getFirst().version()).isEqualTo(theirs.version());
        screen.click(t("routes.stale.reload"));
        screen.sees(result(screen, t("routes.answers", SMALL, 2)));
        screen.click(t("routes.switch-off"));
        screen.sees(t("routes.off"));
        assertThat(routes.list(maru.owner()).getFirst().enabled()).isFalse();
        screen.click(t("routes.switch-on"));
        screen.sees(t("routes.on"));
    }

    private void call(Screen screen) {
        provider.script(Reply.Status.of(500));
        var answer = maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + maru.sampleKey("call"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"" + ROUTE + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("maru-route")).hasValue(ROUTE);
        assertThat(answer.headers().firstValue("maru-attempts")).hasValue("2");
        assertThat(answer.headers().firstValue("maru-model")).hasValue(SMALL);
        Await.until("the call is in the ledger", () -> routed().isPresent());
        var id = routed().orElseThrow().id();
        screen.open(maru.url("/p/acme/sample/calls?call=" + id));
        var timeline = screen.page().locator(".maru-timeline");
        screen.sees(timeline.getByText(t("failure.server") + " 500"));
        assertThat(timeline.innerText())
                .contains(LARGE)
                .contains(SMALL)
                .contains(t("routes.reason.listed"))
                .contains(t("calls.attempt.key", "main"));
        screen.accessible();
        screen.follow(ROUTE);
        screen.sees(screen.page().locator("vaadin-grid a.maru-row-link"));
        screen.sees(SMALL);
        screen.accessible();
    }

    private Optional<CallListItem> routed() {
        return maru.bean(CallService.class).page(maru.owner(), CallFilter.ALL, null, 20).items().stream()
                .filter(call -> call.requestedModel().equals(ROUTE))
                .findFirst();
    }

    private void keys(Screen screen) {
        screen.open(maru.url("/p/acme/sample/models?tab=connections"));
        screen.click(t("connections.keys"));
        screen.fill("key-name", "team-b");
        screen.click(t("connections.key.add"));
        screen.sees(t("error.field.secret"));
        screen.fill("key-secret", "sk-second-12345678xyz9");
        screen.click(t("connections.key.add"));
        screen.sees(t("connections.key.facts", "…xyz9", 1));
        screen.accessible();
        screen.click(t("connections.key.change.of", "team-b"));
        screen.fill("change-weight", "3");
        screen.click(t("dialog.save"));
        screen.sees(t("connections.key.facts", "…xyz9", 3));
        screen.click(t("connections.key.delete.of", "main"));
        screen.sees(t("connections.key.delete.consequence"));
        confirm(screen);
        screen.click(t("connections.key.delete.of", "team-b"));
        screen.sees(t("connections.key.delete.last.consequence", "Scripted"));
        screen.accessible();
        confirm(screen);
        screen.sees(t("connections.keys.none"));
    }

    private void confirm(Screen screen) {
        screen.page()
                .locator("vaadin-dialog[opened] vaadin-button")
                .getByText(t("connections.delete"), new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private void remove(Screen screen) {
        screen.open(maru.url("/p/acme/sample/routes"));
        screen.page().locator("vaadin-grid a.maru-row-link").click();
        screen.click(t("routes.delete.of", ROUTE));
        screen.fill("type-name", ROUTE);
        screen.click(t("routes.delete"));
        screen.sees(t("routes.empty"));
    }
}
