package dev.maru.testing.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.maru.testing.process.Programs;
import java.util.List;
import java.util.Map;

/** The system's Chromium without a window; one per test run is enough, contexts are cheap. */
public final class TestBrowser implements AutoCloseable {
    /** Downloads are skipped on both sides: the driver asks the environment that it is given. */
    private static final Map<String, String> ENVIRONMENT = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    /** Debian's Chromium as root, in a container, and quiet. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run");

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static TestBrowser launch() {
        var program = Programs.find("MARU_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(ENVIRONMENT));
        var options = new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setArgs(ARGUMENTS)
                .setHeadless(true);
        return new TestBrowser(playwright, playwright.chromium().launch(options));
    }

    /** Opens an empty context: no cookies, no cache, nobody signed in. */
    public BrowserSession open(Look look) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(look.locale())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(look.width(), look.height())
                .setTimezoneId("UTC"));
        return new BrowserSession(this, context);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
