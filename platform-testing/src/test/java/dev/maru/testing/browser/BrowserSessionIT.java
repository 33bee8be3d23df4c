package dev.maru.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@BrowserTest
class BrowserSessionIT {
    private static final String STATE =
            "() => [navigator.language, matchMedia('(prefers-color-scheme: dark)').matches, innerWidth].join()";

    @Test
    void pagesHaveTheDefaultLook(Page page) {
        assertThat(page.evaluate(STATE)).isEqualTo("en-US,false,1280");
    }

    @Test
    @BrowserTest(locale = "ko-KR", dark = true, width = 390, height = 844)
    void aMethodCanWantAnotherLook(Page page) {
        assertThat(page.evaluate(STATE)).isEqualTo("ko-KR,true,390");
    }

    @Test
    void anotherSessionHasItsOwnLookAndNoCookies(BrowserSession session) {
        try (var other = session.another(Look.phone().in("ko-KR"))) {
            assertThat(other.page().evaluate(STATE)).isEqualTo("ko-KR,false,390");
            assertThat(other.context()).isNotSameAs(session.context());
        }
    }

    @Test
    void problemsOfTheConsoleAreCollected(BrowserSession session) {
        session.page().setContent("<p>fine</p>");
        assertThat(session.problems()).isEmpty();

        session.page().evaluate("() => console.error('not fine')");
        session.page().evaluate("() => setTimeout(() => { throw new Error('thrown') })");
        session.page().waitForCondition(() -> session.problems().size() == 2);

        assertThat(session.problems()).anyMatch(problem -> problem.contains("not fine"));
        assertThat(session.problems()).anyMatch(problem -> problem.contains("thrown"));
        session.forgetProblems();
        assertThat(session.problems()).isEmpty();
    }

    @Test
    void picturesAreKept(BrowserSession session) {
        session.page().setContent("<h1>A picture</h1>");

        assertThat(session.screenshot("a picture / of this")).exists().hasFileName("a-picture-of-this.png");
    }

    @Test
    void aFailureLeavesAPictureOfEveryPage(BrowserSession session) {
        session.context().newPage().setContent("<h1>Second</h1>");

        session.screenshotsOfFailure("SomeTest.fails()");

        assertThat(Path.of("target/screenshots/failed-SomeTest.fails--1.png")).exists();
        assertThat(Path.of("target/screenshots/failed-SomeTest.fails--2.png")).exists();
    }

    @Test
    void axeFindsWhatIsWrong(Page page) {
        page.setContent("<html lang=en><title>t</title><main><h1>h</h1></main></html>");
        assertThat(Accessibility.violations(page)).isEmpty();

        page.setContent("<html lang=en><title>t</title><main><h1>h</h1><img src='data:,'></main></html>");
        assertThat(Accessibility.violations(page)).singleElement().asString().startsWith("image-alt");
    }
}
