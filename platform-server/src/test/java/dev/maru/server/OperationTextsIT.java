package dev.maru.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.e2e.RunningMaru;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationTextsIT {
    @Test
    void everyRouteOfTheApiHasALineAndNoOther() {
        var api = Set.of(Audience.RUNTIME, Audience.MANAGEMENT);
        var routes = ServedRoutes.of(RunningMaru.shared()).stream()
                .filter(route -> api.contains(route.audience()))
                .map(OperationTexts::key)
                .toList();

        assertThat(new OperationTexts().keys()).containsExactlyInAnyOrderElementsOf(routes);
    }
}
