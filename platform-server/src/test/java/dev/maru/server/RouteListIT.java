package dev.maru.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.e2e.RunningMaru;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The whole API on one screen, so that a review sees every change of it. */
class RouteListIT {
    private static final Path GOLDEN = Path.of("src/test/resources/routes.txt");

    /** Set -Dmaru.golden=update to write the file anew, and look at what changed. */
    @Test
    void theRoutesAreThoseOfTheGoldenFile() throws IOException {
        var routes = RouteList.text(ServedRoutes.of(RunningMaru.shared()));
        if ("update".equals(System.getProperty("maru.golden"))) {
            Files.writeString(GOLDEN, routes);
        }

        assertThat(routes).isEqualTo(Files.readString(GOLDEN));
    }
}
