package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.IssuedApiKey;
import dev.maru.access.RoleGrant;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.gateway.budget.BudgetChange;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.limit.LimitService;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.browser.Look;
import dev.maru.testing.process.Await;
import dev.maru.ui.i18n.Translations;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody limits a key, runs into the limit and finds out which one it was; then does the same with money. */
class LimitsPageIT {
    private static final Translations TEXTS = new Translations();
    private static final String PASSWORD = "a long enough pass phrase";
    private static final String KEY = "Web shop";

    private RunningMaru maru;
    private IssuedApiKey key;
    private Locale locale = Locale.ENGLISH;

    @BeforeEach
    void start() {
        maru = RunningMaru.with(Map.of());
        key = maru.bean(ApiKeyService.class).create(maru.owner(), ApiKeyData.of(KEY, Set.of(Scope.CALL)));
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    @Test
    @BrowserTest(width = 1440, height = 1000)
    void limitsAKey(BrowserSession session) {
        walk(session, Locale.ENGLISH);
    }

    @Test
    @BrowserTest(width = 1440, height = 1000, locale = "ko-KR")
    void limitsAKeyInKorean(BrowserSession session) {
        walk(session, Locale.KOREAN);
    }

    private String t(String name, Object... arguments) {
        return TEXTS.getTranslation(name, locale, arguments);
    }

    private void walk(BrowserSession session, Locale language) {
        locale = language;
        var screen = new Screen(session);
        var owner = (Actor.Person) maru.owner().actor();
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                owner.userId(),
                profiles.get(owner.userId()).version(),
                new ProfileData("Owner", locale, ZoneOffset.UTC, Theme.LIGHT));
        screen.open(maru.url("/t/acme/limits"));
        screen.signIn();
        limit(screen);
        exceed(screen);
        change(screen);
        budget(screen);
        changeBudget(screen);
        writeOff(screen);
        readOnly(session);
        remove(screen);
    }

    private String words(int amount) {
        return t("limits.words.requests", amount, t("limits.per.60"));
    }

    private void limit(Screen screen) {
        screen.sees(t("limits.empty"));
        screen.accessible();
        screen.click(t("limits.new"));
        screen.sees(screen.dialog());
        screen.click(t("limits.create"));
        screen.sees(t("limits.error.amount"));
        screen.accessible();
        pick(screen, "scope-key", KEY);
        screen.fill("limit-amount", "2");
        screen.click(t("limits.create"));
        screen.sees(words(2));
        screen.sees(t("limits.left", 2, 2));
        screen.accessible();
    }

    private static void pick(Screen screen, String id, String text) {
        var field = screen.page().locator("#" + id + " input");
        field.fill(text);
        screen.page().locator("vaadin-combo-box-item").getByText(text).first().click();
    }

    private void exceed(Screen screen) {
        Await.until("the limit refuses", () -> ask().statusCode() == 429);
        Await.until("the refused call is kept", () -> refused(429).isPresent());
        screen.open(maru.url("/t/acme/limits"));
        screen.sees(t("limits.left", 0, 2));
        pick(screen, "binding-key", KEY);
        var where = "Sample · " + t("limits.scope.key", KEY);
        screen.sees(t("limits.binding.refused", words(2), where));
        screen.sees(t("limits.refuses"));
        assertThat(screen.page().url()).contains("key=" + key.key().id());
        screen.accessible();
        screen.open(maru.url("/p/acme/sample/keys"));
        screen.sees(t("limits.left", 0, 2));
        screen.accessible();
        screen.follow(t("keys.allowance.all", 1));
        screen.sees(t("limits.binding.refused", words(2), where));
        screen.open(maru.url(
                "/p/acme/sample/calls?call=" + refused(429).orElseThrow().id()));
        screen.sees(screen.named(AriaRole.LINK, t("calls.refused.limit", words(2))));
        screen.accessible();
        screen.follow(t("calls.refused.limit", words(2)));
        screen.sees(t("limits.binding.refused", words(2), where));
        screen.accessible();
    }

    private HttpResponse<String> ask() {
        return maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + key.secret())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"maru/offline\",\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"Maru is a hall. What is Maru?\"}]}"))
                .build());
    }

    private Optional<CallListItem> refused(int status) {
        return maru.bean(CallService.class).page(maru.owner(), CallFilter.ALL, null, 20).items().stream()
                .filter(call -> call.status() == status)
                .findFirst();
    }

    /** Against somebody else's change, then off and on. */
    private void change(Screen screen) {
        var limits = maru.bean(LimitService.class);
        screen.open(maru.url("/t/acme/limits"));
        screen.click(t("limits.edit.of", words(2)));
        screen.sees(screen.dialog());
        var stored = limits.list(maru.owner()).getFirst().limit();
        limits.update(maru.owner(), stored.id(), stored.version(), 5L, null);
        screen.fill("limit-amount", "300");
        screen.click(t("dialog.save"));
        screen.sees(t("limits.stale", words(5), t("limits.on")));
        screen.accessible();
        assertThat(limits.list(maru.owner()).getFirst().limit().amount()).isEqualTo(5);
        screen.click(t("dialog.save"));
        screen.sees(words(300));
        screen.click(t("limits.switch-off.of", words(300)));
        screen.sees(t("limits.off"));
        assertThat(limits.list(maru.owner()).getFirst().limit().enabled()).isFalse();
        screen.click(t("limits.switch-on.of", words(300)));
        screen.sees(screen.named(AriaRole.BUTTON, t("limits.switch-off.of", words(300))));
    }

    private void budget(Screen screen) {
        screen.open(maru.url("/t/acme/budgets"));
        screen.sees(t("budgets.empty"));
        screen.accessible();
        screen.click(t("budgets.new"));
        screen.fill("budget-name", "Shop");
        screen.click(t("budgets.create"));
        screen.sees(t("budgets.error.amount"));
        screen.accessible();
        screen.fill("budget-amount", "0");
        screen.fill("budget-thresholds", "half");
        screen.click(t("budgets.create"));
        screen.sees(t("limits.error.thresholds"));
        screen.fill("budget-thresholds", "80, 100");
        pick(screen, "scope-key", KEY);
        screen.click(t("budgets.create"));
        screen.sees(t("budgets.hard.short"));
        screen.accessible();
        Await.until("the budget refuses", () -> ask().statusCode() == 402);
        Await.until("the refused call is kept", () -> refused(402).isPresent());
        screen.open(maru.url(
                "/p/acme/sample/calls?call=" + refused(402).orElseThrow().id()));
        screen.follow(t("calls.refused.budget", "Shop"));
        screen.sees(screen.named(AriaRole.HEADING, "Shop"));
        screen.open(maru.url("/t/acme/limits?key=" + key.key().id()));
        screen.sees(t("limits.refuses"));
        screen.accessible();
    }

    private void changeBudget(Screen screen) {
        var budgets = maru.bean(BudgetService.class);
        screen.open(maru.url("/t/acme/budgets"));
        screen.click(t("budgets.edit"));
        screen.sees(screen.dialog());
        var stored = budgets.list(maru.owner()).getFirst().budget();
        budgets.update(
                maru.owner(),
                stored.id(),
                new BudgetChange(stored.version(), "Theirs", BigDecimal.ONE, null, null, null));
        screen.fill("budget-amount", "12.5");
        screen.click(t("dialog.save"));
        screen.sees(screen.dialog().getByText("Theirs"));
        screen.accessible();
        assertThat(budgets.list(maru.owner()).getFirst().budget().amount()).isEqualByComparingTo("1");
        screen.click(t("dialog.save"));
        screen.sees(t("budgets.changed", "Shop"));
        assertThat(budgets.list(maru.owner()).getFirst().budget().amount()).isEqualByComparingTo("12.5");
        Await.until("the budget lets in", () -> ask().statusCode() == 200);
        screen.follow(t("budgets.calls"));
        screen.sees(screen.named(AriaRole.HEADING, t("nav.calls")));
        assertThat(screen.page().url()).contains("key=" + key.key().id());
    }

    private void writeOff(Screen screen) {
        var budgets = maru.bean(BudgetService.class);
        var id = budgets.list(maru.owner()).getFirst().budget().id();
        Await.until(
                "nothing is held", () -> budgets.get(maru.owner(), id).leases().isEmpty());
        maru.database().execute("update gateway.budget_period set reserved = 0.25");
        maru.database()
                .execute("insert into gateway.budget_lease"
                        + " (tenant_id, budget_id, period_start, instance, amount, granted, seen_at)"
                        + " select tenant_id, budget_id, period_start, gen_random_uuid(), 0.25, 0.25,"
                        + " now() - interval '1 day' from gateway.budget_period");
        screen.open(maru.url("/t/acme/budgets"));
        screen.sees(screen.page().locator("[data-part=reserved]").getByText("0.25"));
        screen.page().locator("vaadin-details-summary").click();
        screen.click(t("budgets.write-off"));
        screen.sees(screen.dialog());
        screen.accessible();
        screen.fill("type-name", "Shop");
        screen.page()
                .locator("vaadin-dialog[opened] vaadin-button[theme~=error]")
                .click();
        screen.seesNoMore(screen.page().locator("vaadin-details-summary"));
        assertThat(budgets.get(maru.owner(), id).reserved()).isZero();
    }

    /** A person who may only look, in the tenant; and one who belongs to a project alone. */
    private void readOnly(BrowserSession session) {
        join("reader@example.com", RoleGrant.everywhere(Role.BILLING));
        join("guest@example.com", new RoleGrant(Role.VIEWER, maru.owner().project()));
        try (var other = session.another(Look.desktop().in(locale.equals(Locale.KOREAN) ? "ko-KR" : "en-US"))) {
            var screen = new Screen(other);
            signIn(screen, "reader@example.com", "/t/acme/limits");
            screen.sees(words(300));
            assertThat(screen.page().locator(".maru-limit-acts").count()).isZero();
            assertThat(screen.page()
                            .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(t("limits.new")))
                            .count())
                    .isZero();
            screen.accessible();
            screen.open(maru.url("/t/acme/budgets"));
            screen.sees(t("budgets.hard.short"));
            assertThat(screen.page().locator(".maru-budgets vaadin-button").count())
                    .isZero();
            screen.accessible();
        }
        try (var other = session.another(Look.desktop().in(locale.equals(Locale.KOREAN) ? "ko-KR" : "en-US"))) {
            var screen = new Screen(other);
            signIn(screen, "guest@example.com", "/p/acme/sample/calls");
            screen.sees(screen.named(AriaRole.HEADING, t("nav.calls")));
            assertThat(screen.page()
                            .locator("vaadin-side-nav-item[path='t/acme/limits']")
                            .count())
                    .isZero();
        }
    }

    private void join(String email, RoleGrant grant) {
        var made = maru.bean(InvitationService.class).create(maru.owner(), new EmailAddress(email), grant);
        maru.bean(JoiningService.class)
                .join(
                        made.link().getQuery().replaceFirst(".*token=", ""),
                        new ProfileData("Colleague", locale, ZoneOffset.UTC, Theme.LIGHT),
                        PASSWORD);
    }

    private void signIn(Screen screen, String email, String path) {
        screen.open(maru.url(path));
        screen.page().locator("#username").fill(email);
        screen.page().locator("#password").fill(PASSWORD);
        screen.page().locator("button.primary").click();
    }

    private void remove(Screen screen) {
        screen.open(maru.url("/t/acme/budgets"));
        screen.click(t("budgets.delete.of", "Shop"));
        confirm(screen, t("budgets.delete"));
        screen.sees(t("budgets.empty"));
        screen.open(maru.url("/t/acme/limits"));
        screen.click(t("limits.delete.of", words(300)));
        screen.accessible();
        confirm(screen, t("limits.delete"));
        screen.sees(t("limits.empty"));
    }

    private static void confirm(Screen screen, String act) {
        screen.page()
                .locator("vaadin-dialog[opened] vaadin-button")
                .getByText(act, new Locator.GetByTextOptions().setExact(true))
                .click();
    }
}
