package dev.maru.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.maru.testing.browser.Accessibility;
import dev.maru.testing.browser.BrowserSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One walk over all screens with one look. */
final class GalleryWalk {
    private static final String QUIET = "() => Object.values(window.Vaadin?.Flow?.clients ?? {})"
            + ".every((client) => !client.isActive || !client.isActive())";

    private final RunningMaru maru;
    private final Screen screen;
    private final Page page;
    private final GalleryData.Places places;
    private final Path folder;
    private final List<String> only;
    private final List<String> violations = new ArrayList<>();

    GalleryWalk(RunningMaru maru, BrowserSession session, GalleryData.Places places, Path folder, List<String> only) {
        this.maru = maru;
        this.screen = new Screen(session);
        this.page = session.page();
        this.places = places;
        this.folder = folder;
        this.only = only;
    }

    /** Takes the pictures and says which rules of accessibility are broken where. */
    List<String> run() {
        signIn();
        home();
        prompts();
        playground();
        models();
        routes();
        cache();
        guardrails();
        calls();
        traces();
        keys();
        webhooks();
        limits();
        administration();
        rest();
        return violations;
    }

    private void signIn() {
        shot("idp-login", "/idp/login");
        shot("idp-login-wrong", "/idp/login?error=wrong");
        shot("idp-logout", "/idp/logout");
        shot("idp-unusable", "/idp/setup?token=used");
        page.navigate(maru.url("/account").toString());
        screen.signIn();
        page.locator("#save-profile").waitFor();
        shot("idp-passkeys", "/idp/passkeys");
        shot("docs", "/docs", at -> at.locator("#operations > *").first().waitFor());
        shot("problems", "/problems");
    }

    private void home() {
        shot("home", places.full());
        shot("home-week", places.full() + "?range=week");
        shot("home-empty", places.empty());
        shot("palette", places.full(), at -> {
            at.keyboard().press("Control+k");
            at.locator("dialog.maru-palette input").fill("a");
            at.locator(".maru-palette-item").first().waitFor();
        });
        shot("help", places.full(), at -> {
            at.keyboard().press("?");
            at.locator("dialog.maru-help-overlay").waitFor();
        });
        shot("user-menu", places.full(), at -> {
            openDrawer();
            at.locator("#user-menu").click();
        });
        shot("switcher", places.full(), at -> {
            openDrawer();
            at.locator("#switcher").click();
        });
    }

    private void prompts() {
        var prompt = places.full() + "/prompts/" + places.prompt();
        shot("prompts", places.full() + "/prompts");
        shot("prompts-nothing", places.full() + "/prompts?q=zzzz");
        shot("prompts-empty", places.empty() + "/prompts");
        shot("prompts-new", places.full() + "/prompts?new=1");
        shot("prompt-edit", prompt);
        shot("prompt-filled", prompt, at -> {
            screen.fillLabelled("document", places.texts().document());
            screen.fillLabelled("question", places.texts().questions().get(1));
            at.locator(".maru-preview-text")
                    .getByText(places.texts().questions().get(1))
                    .waitFor();
            at.locator("h1").click();
        });
        shot("prompt-edit-older", prompt + "?version=1");
        shot("prompt-versions", prompt + "?tab=versions");
        shot("prompt-releases", prompt + "?tab=releases");
        shot("prompt-use", prompt + "?tab=use");
        shot("prompt-discussion", prompt + "?tab=discussion");
        shot(
                "prompt-comment",
                prompt + "?tab=discussion",
                at -> at.locator("#comment-on-0").click());
        var waiting = places.full() + "/prompts/" + places.waiting();
        shot("prompt-variables", waiting);
        shot("prompt-requests", waiting + "?tab=releases");
        shot(
                "prompt-review",
                waiting + "?tab=releases",
                at -> at.locator("#review-request").click());
        shot(
                "prompt-split",
                prompt + "?tab=releases",
                at -> at.locator("[data-split] vaadin-button").first().click());
        shot("release-rules", places.full() + "/release-rules");
        shot("release-rules-empty", places.empty() + "/release-rules");
        shot(
                "release-rule-new",
                places.full() + "/release-rules",
                at -> at.locator("#add-rule").click());
        shot(
                "prompt-release",
                prompt,
                at -> at.locator("vaadin-button[theme~=primary]").first().click());
        shot("prompt-menu", prompt, at -> at.locator("#prompt-more").click());
    }

    private void playground() {
        var play = places.full() + "/playground";
        var prompt = "=" + places.prompt() + "@";
        shot("playground-empty", places.empty() + "/playground");
        shot("playground-one", play + "?c1" + prompt + "production&m1=openai/gpt-5");
        var two = play + "?c1" + prompt + "3&m1=openai/gpt-5&c2" + prompt + "2&m2=maru/offline";
        shot("playground-two", two, this::runAll);
        shot("playground-answers", two, at -> {
            runAll(at);
            at.locator(".maru-header vaadin-checkbox label").click();
            at.locator("#play-differences").waitFor();
            at.locator(".maru-play-facts").first().scrollIntoViewIfNeeded();
        });
        shot("playground-missing", two, at -> {
            screen.fillLabelled("question", "");
            at.locator("#play-run-all").click();
            at.locator(".maru-play-setup .maru-note").first().waitFor();
            at.locator(".maru-play-setup .maru-note").first().scrollIntoViewIfNeeded();
        });
        shot("playground-four", two + "&c3=free&m3=openai/gpt-5-mini&c4=free&m4=gpu-cluster/gpt-5");
        shot("playground-save", two, at -> {
            at.locator(".maru-play-save").first().click();
            at.locator("#play-message").waitFor();
        });
    }

    private void runAll(Page at) {
        screen.fillLabelled("document", places.texts().document());
        screen.fillLabelled("question", places.texts().questions().get(1));
        at.locator("#play-run-all").click();
        at.locator(".maru-play-cost[data-settled]").nth(1).waitFor();
    }

    private void models() {
        var models = places.full() + "/models";
        shot("models", models);
        shot("connections", models + "?tab=connections");
        shot("endpoints", models + "?tab=endpoints&against=openai/gpt-5");
        shot("connection-new", models + "?tab=connections&new=1");
        shot("try", models + "?tab=try&model=maru/offline", at -> {
            at.locator("#try-ask").click();
            at.locator("#try-answer[aria-busy=false]").waitFor();
        });
        shot("connections-empty", places.sample() + "/models?tab=connections");
        shot(
                "prices",
                models,
                at -> at.locator(".maru-cards .maru-actions")
                        .nth(1)
                        .locator("vaadin-button")
                        .nth(4)
                        .click());
        shot("model", models + "?show=openai/gpt-5");
        shot(
                "model-facts",
                models + "?show=openai/gpt-5",
                at -> at.locator("#model-panel > .maru-actions vaadin-button")
                        .last()
                        .click());
        shot("models-compare", models + "?compare=openai/gpt-5,openai/gpt-5-mini,gpu-cluster/gpt-5");
    }

    private void routes() {
        var routes = places.full() + "/routes";
        shot("routes", routes);
        shot("routes-empty", places.empty() + "/routes");
        shot("route-new", routes + "/new");
        shot("route", routes, this::openRoute);
        shot("route-simulation", routes, at -> {
            openRoute(at);
            screen.fill("sample-text", places.texts().questions().get(1));
            at.locator(".maru-route-outcomes vaadin-select").first().click();
            at.locator(".maru-route-outcomes vaadin-select")
                    .first()
                    .locator("vaadin-select-list-box vaadin-select-item")
                    .nth(2)
                    .click();
            at.locator("#simulation-result").scrollIntoViewIfNeeded();
        });
        shot("route-down", routes, at -> {
            openRoute(at);
            at.mouse().move(300, 500);
            at.mouse().wheel(0, 3_000);
        });
        shot("route-delete", routes, at -> {
            openRoute(at);
            at.locator(".maru-header vaadin-button").last().click();
        });
        shot(
                "connection-keys",
                places.full() + "/models?tab=connections",
                at -> keysOfOpenAi(at).click());
        shot("connection-key-change", places.full() + "/models?tab=connections", at -> {
            keysOfOpenAi(at).click();
            at.locator("vaadin-dialog[opened] .maru-list vaadin-button").nth(1).click();
        });
    }

    private Locator keysOfOpenAi(Page at) {
        var own = at.locator(".maru-cards > .maru-panel")
                .filter(new Locator.FilterOptions().setHas(at.locator("h2:text-is('OpenAI')")));
        return own.locator(".maru-actions vaadin-button").nth(2);
    }

    private void openRoute(Page at) {
        at.locator("a.maru-row-link").last().click();
        at.locator("#simulation-result .maru-note").waitFor();
    }

    private void cache() {
        shot("cache", places.full() + "/cache");
        shot("cache-off", places.empty() + "/cache");
        shot(
                "cache-change",
                places.full() + "/cache",
                at -> at.locator(".maru-header vaadin-button").last().click());
    }

    private void guardrails() {
        var guardrails = places.full() + "/guardrails";
        shot("guardrails", guardrails);
        shot("guardrails-empty", places.empty() + "/guardrails");
        shot("guardrails-try", guardrails, at -> {
            screen.fill("guardrail-try", "jane@example.com, 010-1234-5678, 4111 1111 1111 1111");
            at.locator("#guardrail-try-result .maru-note").waitFor();
        });
        shot("guardrail-new", guardrails + "?new=1", at -> {
            screen.fill("guardrail-draft", "900101-1234568, hong@example.com");
            at.locator("vaadin-dialog[opened] #guardrail-draft-result .maru-note")
                    .waitFor();
        });
        shot("guardrail-words", guardrails, at -> openGuardrail(at, "Bluebird"));
        shot("guardrail-judge", guardrails, at -> openGuardrail(at, "gpt-5-mini"));
        shot(
                "guardrail-delete",
                guardrails,
                at -> at.locator("vaadin-grid vaadin-button").last().click());
    }

    private void openGuardrail(Page at, String about) {
        at.locator(".maru-cell-two")
                .filter(new Locator.FilterOptions().setHasText(about))
                .locator("a")
                .first()
                .click();
        at.locator("vaadin-dialog[opened] #guardrail-name").waitFor();
    }

    private void calls() {
        var calls = places.full() + "/calls";
        shot("calls", calls);
        shot("calls-nothing", calls + "?q=zzzz");
        shot("calls-empty", places.empty() + "/calls");
        places.calls().forEach((outcome, id) -> shot("call-" + outcome, calls + "?call=" + id));
        shot(
                "capture",
                calls,
                at -> at.locator(".maru-header vaadin-button").nth(1).click());
    }

    private void traces() {
        var traces = places.full() + "/traces";
        var one = traces + "/" + GalleryTraces.TRACE;
        shot("traces", traces);
        shot("traces-narrowed", traces + "?session=stay-4736&status=error");
        shot("traces-nothing", traces + "?q=zzzz");
        shot("traces-empty", places.empty() + "/traces");
        shot("trace", one);
        shot("trace-span", one + "?step=00000000000000a6");
        shot("trace-failed", one + "?step=00000000000000a5");
        shot("trace-call", one, at -> {
            at.locator(".maru-span-name .maru-chip[data-tone=accent]").first().click();
            at.locator("#open-call").waitFor();
        });
        shot("trace-missing", traces + "/00000000000000000000000000000001");
    }

    private void keys() {
        shot("keys", places.full() + "/keys");
        shot("keys-empty", places.empty() + "/keys");
        shot("key-new", places.full() + "/keys?new=1");
        shot(
                "key-rotate",
                places.full() + "/keys",
                at -> at.locator("vaadin-grid vaadin-button").first().click());
    }

    private void webhooks() {
        shot("webhooks", places.full() + "/webhooks");
        shot("webhooks-empty", places.empty() + "/webhooks");
        shot("webhook-new", places.full() + "/webhooks?new=1");
        shot("webhook", places.full() + "/webhooks", at -> {
            at.locator("a.maru-row-link").first().click();
            at.locator("[data-row-open]").first().click();
        });
    }

    private void limits() {
        var limits = places.tenant() + "/limits";
        var budgets = places.tenant() + "/budgets";
        shot("limits", limits);
        shot("limits-empty", "/t/another/limits");
        shot("limits-binding", limits + "?key=" + places.limits().key());
        shot("limits-refused", limits + "?key=" + places.limits().key() + "&model=openai/gpt-5&tags=team=night");
        shot("limits-new", limits + "?new=1");
        shot(
                "limits-edit",
                limits,
                at -> at.locator(".maru-limit-acts vaadin-button").nth(1).click());
        shot(
                "limits-delete",
                limits,
                at -> at.locator(".maru-limit-acts vaadin-button").nth(3).click());
        shot("limits-call", places.full() + "/calls?call=" + places.limits().call());
        shot(
                "budgets",
                budgets,
                at -> at.locator("vaadin-details-summary").first().click());
        shot("budgets-empty", "/t/another/budgets");
        shot("budgets-new", budgets + "?new=1");
        shot(
                "budgets-edit",
                budgets,
                at -> at.locator(".maru-budgets > .maru-panel > .maru-actions vaadin-button")
                        .first()
                        .click());
        shot("budgets-write-off", budgets, at -> {
            at.locator("vaadin-details-summary").first().click();
            at.locator("vaadin-details vaadin-button").last().click();
        });
    }

    private void administration() {
        shot("members", places.tenant() + "/members");
        shot("invitations", places.tenant() + "/members?tab=invitations");
        shot("invite", places.tenant() + "/members?new=1");
        shot(
                "member-remove",
                places.tenant() + "/members",
                at -> at.locator("vaadin-grid vaadin-button").last().click());
        shot(
                "audit",
                places.tenant() + "/audit",
                at -> at.locator(".maru-header vaadin-button").first().click());
        shot(
                "audit-detail",
                places.tenant() + "/audit",
                at -> at.locator("vaadin-grid-cell-content .maru-mono").first().click());
        shot("tenants", "/operator/tenants");
        shot(
                "tenant-new",
                "/operator/tenants",
                at -> at.locator(".maru-header vaadin-button").first().click());
        shot(
                "tenant-suspend",
                "/operator/tenants",
                at -> at.locator("vaadin-grid vaadin-button").first().click());
    }

    private void rest() {
        shot("account", "/account");
        shot("account-security", "/account?tab=security");
        shot("account-sessions", "/account?tab=sessions");
        shot("not-found", "/p/none/none");
        shot("no-page", "/nothing/here");
        shot("not-mine", places.full().replaceFirst("/p/[^/]+", "/p/other"));
    }

    /** On a narrow screen the navigation is behind its button. */
    private void openDrawer() {
        if (page.viewportSize().width < 800) {
            page.locator("vaadin-drawer-toggle").click();
        }
    }

    private void shot(String name, String path) {
        shot(name, path, at -> {});
    }

    private void shot(String name, String path, Consumer<Page> act) {
        if (only.stream().noneMatch(name::startsWith)) {
            return;
        }
        page.navigate(maru.url(path).toString());
        page.waitForFunction(QUIET);
        act.accept(page);
        page.waitForFunction(QUIET);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
        // Vaadin says of the entries of an open menu whether they are selected, which entries of menus cannot be.
        if (page.locator("vaadin-menu-bar-list-box").count() > 0) {
            return;
        }
        Accessibility.violations(page)
                .forEach(broken -> violations.add(folder.getFileName() + " " + name + ": " + broken));
    }
}
