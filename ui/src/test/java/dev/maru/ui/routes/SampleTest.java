package dev.maru.ui.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.route.FailureClass;
import dev.maru.ui.shell.Query;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void standsInTheAddressAndIsReadBack() {
        var sample = new Sample(
                "why?",
                "team=search",
                Set.of("tools", "stream"),
                Set.of("image"),
                "high",
                Map.of("one/large", FailureClass.RATE_LIMIT, "two/x=y", FailureClass.TIMEOUT));
        var address = sample.into(Query.none().with("other", "1"));
        assertThat(Sample.of(address)).isEqualTo(sample);
        assertThat(address.get("other")).hasValue("1");
        assertThat(Sample.NONE.into(address)).isEqualTo(Query.none().with("other", "1"));
    }

    @Test
    void leavesOutWhatAnAddressCannotHoldOrMean() {
        var made = Query.none().with("fails", "one/large=nonsense,=timeout,one/small=server");
        assertThat(Sample.of(made).failures()).containsExactly(Map.entry("one/small", FailureClass.SERVER));
        var tooLong = new Sample("x".repeat(5_000), "", Set.of(), Set.of(), null, Map.of());
        assertThat(tooLong.into(Query.none())).isEqualTo(Query.none());
    }

    @Test
    void takesTagsThatAreComplete() {
        var sample = new Sample("", "team = search, sta, =x,stage=", Set.of(), Set.of(), null, Map.of());
        assertThat(sample.tagValues()).containsExactly(Map.entry("team", "search"), Map.entry("stage", ""));
    }
}
