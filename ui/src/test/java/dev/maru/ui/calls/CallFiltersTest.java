package dev.maru.ui.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.ui.shell.Query;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallFiltersTest {
    private final Instant now = Instant.parse("2026-11-23T06:00:00Z");

    @Test
    void anEmptyAddressAsksForEveryCall() {
        assertThat(CallFilters.of(Query.none(), now)).isEqualTo(CallFilter.ALL);
    }

    @Test
    void readsWhatStandsInTheAddress() {
        var filter = CallFilters.of(
                Query.none().with("outcome", "error").with("range", "day").with("q", "gpt"), now);
        assertThat(filter.outcome()).isEqualTo(CallOutcome.ERROR);
        assertThat(filter.from()).isEqualTo(Instant.parse("2026-11-22T06:00:00Z"));
        assertThat(filter.text()).isEqualTo("gpt");
    }

    @Test
    void leavesOutWhatItCannotRead() {
        assertThat(CallFilters.of(
                        Query.none().with("outcome", "odd").with("key", "odd").with("range", "odd"), now))
                .isEqualTo(CallFilter.ALL);
    }
}
