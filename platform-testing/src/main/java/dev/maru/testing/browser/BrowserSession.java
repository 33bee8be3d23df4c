package dev.maru.testing.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser context with its first page, and what went wrong in any of its pages. */
public final class BrowserSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrowserSession.class);

    /** Long enough for a cold server on a busy machine; a page that is ready is not waited for. */
    private static final double TIMEOUT_MILLIS = 20_000;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final TestBrowser browser;
    private final BrowserContext context;
    private final List<String> problems = new ArrayList<>();
    private final Page page;

    BrowserSession(TestBrowser browser, BrowserContext context) {
        this.browser = browser;
        this.context = context;
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add("console: " + message.text() + " (" + message.location() + ")");
            }
        });
        context.onWebError(error -> problems.add("uncaught: " + error.error()));
        this.page = context.newPage();
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    /** Another session of the same browser, as of another person at another machine. */
    public BrowserSession another(Look look) {
        return browser.open(look);
    }

    /** Errors in the console and exceptions that no script caught, in order; empty if all is well. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Forgets the problems so far, for tests that provoke one. */
    public void forgetProblems() {
        problems.clear();
    }

    /** A picture of the whole page, below target/screenshots. */
    public Path screenshot(String name) {
        return screenshot(page, name);
    }

    private static Path screenshot(Page page, String name) {
        var file = SCREENSHOTS.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-") + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    /** Pictures of every open page; a page that cannot be pictured must not hide why the test failed. */
    void screenshotsOfFailure(String name) {
        int number = 0;
        for (var open : context.pages()) {
            number++;
            try {
                LOG.info("picture of {}: {}", open.url(), screenshot(open, "failed-" + name + "-" + number));
            } catch (PlaywrightException e) {
                LOG.warn("no picture of {}", open.url(), e);
            }
        }
        problems.forEach(problem -> LOG.info("in the browser: {}", problem));
    }

    @Override
    public void close() {
        context.close();
    }
}
