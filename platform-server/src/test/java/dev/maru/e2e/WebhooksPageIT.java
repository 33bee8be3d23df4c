package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody sets a webhook up in a browser and watches what it is told. */
@BrowserTest(width = 1440, height = 900)
class WebhooksPageIT {
    private static final AtomicInteger STATUS = new AtomicInteger(500);
    private static RunningMaru maru;
    private static HttpServer receiver;

    @BeforeAll
    static void start() throws IOException {
        maru = RunningMaru.with(Map.of());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                var answer = ("status " + STATUS.get()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(STATUS.get(), answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        maru.close();
    }

    @Test
    void setsAWebhookUpAndSeesWhatItIsTold(BrowserSession session) {
        var screen = new Screen(session);
        screen.setUp(maru);
        screen.sees("Get started with Acme");
        screen.follow("Webhooks");
        screen.sees("No webhooks yet");
        screen.accessible();
        screen.click("New webhook");
        screen.fill("webhook-url", "https://10.0.0.1/");
        press(screen, "Create webhook");
        screen.sees(screen.page().locator(".maru-form-problem").getByText("10.0.0.1"));
        screen.fill("webhook-url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        screen.accessible();
        press(screen, "Create webhook");
        assertThat(screen.page().locator("#secret").innerText()).startsWith("whsec_");
        screen.accessible();
        screen.page().locator("#dialog-done").click();
        screen.seesNoMore(screen.dialog());
        screen.accessible();

        screen.page().locator("a.maru-row-link").first().click();
        screen.sees("Nothing sent yet");
        screen.accessible();
        screen.click("Send test event");
        reload(screen, "Retrying");
        screen.page().locator("vaadin-grid [data-row-open]").first().click();
        screen.sees("500 · Not accepted");
        screen.sees("status 500");
        screen.accessible();
        STATUS.set(200);
        screen.click("Deliver again");
        reload(screen, "Delivered");
        screen.sees("status 200");
        screen.accessible();

        screen.click("Rotate secret");
        press(screen, "Rotate secret");
        assertThat(screen.page().locator("#secret").innerText()).startsWith("whsec_");
        screen.page().locator("#dialog-done").click();
        screen.sees("Both secrets are used until");
        screen.click("Pause");
        screen.sees("Paused");
        screen.click("Resume");
        screen.sees("Active");
        screen.click("Delete webhook");
        press(screen, "Delete webhook");
        screen.sees("No webhooks yet");
    }

    private static void press(Screen screen, String button) {
        screen.page()
                .locator("vaadin-dialog[opened] vaadin-button")
                .getByText(button, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** The worker looks once a second; the page shows what is there when it is asked. */
    private static void reload(Screen screen, String text) {
        Await.until(text, () -> {
            screen.page().reload();
            screen.sees(screen.page().locator("vaadin-grid [data-row-open]").first());
            return screen.page().locator("vaadin-grid").getByText(text).count() > 0;
        });
        screen.sees(text);
    }
}
