package dev.maru.testing.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a page with axe, whose script the module under test has on its class path. */
public final class Accessibility {
    private static final String SCRIPT = "axe.min.js";

    /** WCAG 2.2 at level AA. */
    private static final String RUN = """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
              const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
              return found.violations.map(v => `${v.id} (${v.impact}): ${v.help}: `
                + v.nodes.map(n => `${n.target.join(' ')} [${n.any.map(a => a.message).join('; ')}]`).join(', '));
            }
            """;

    private Accessibility() {}

    /** One line for each rule that the page breaks, with the elements concerned; empty if all is well. */
    public static List<String> violations(Page page) {
        // Evaluated by the debugger, so that the page's content security policy does not stop it.
        page.evaluate(script());
        var found = page.evaluate(RUN);
        return found instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String script() {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader.getResourceAsStream(SCRIPT)) {
            return new String(required(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T required(@Nullable T found) {
        if (found == null) {
            throw new IllegalStateException(SCRIPT + " is not on the class path: depend on com.deque.html.axe-core");
        }
        return found;
    }
}
