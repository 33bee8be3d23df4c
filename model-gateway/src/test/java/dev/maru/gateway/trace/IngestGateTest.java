package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class IngestGateTest {
    private final IngestGate gate =
            new IngestGate(new TraceSettings(DataSize.ofMegabytes(1), 10, 4, Duration.ofDays(1)));
    private final TenantId one = TenantId.next();

    @Test
    void givesATenantHalfOfThePlaces() {
        var first = gate.enter(one);
        var second = gate.enter(one);

        refuses(one);
        try (var third = gate.enter(TenantId.next());
                var fourth = gate.enter(TenantId.next())) {
            assertThat(third).isNotSameAs(fourth);
            refuses(TenantId.next());
        }
        first.close();
        try (var again = gate.enter(one)) {
            assertThat(again).isNotSameAs(second);
            refuses(one);
        }
        second.close();
    }

    private void refuses(TenantId tenant) {
        assertThatThrownBy(() -> gate.enter(tenant)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(GatewayError.TRACES_BUSY);
            assertThat(e.headers()).containsKey("Retry-After");
        });
    }
}
