package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.RequestId;
import dev.maru.gateway.Origin;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.TracedCall;
import dev.maru.gateway.call.UsageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceTreeTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void putsEachBelowWhatItHappenedInAndNeighboursByTheirStart() {
        var rows = TraceTree.of(
                List.of(span("c", "a", 30), span("b", "a", 10), span("a", null, 0), span("d", "b", 20)), List.of());

        assertThat(lines(rows)).containsExactly("0 a", "1 b", "2 d", "1 c");
        assertThat(rows.getLast().parentId()).isEqualTo("a");
    }

    @Test
    void hangsACallBelowTheSpanThatMadeItWithItsAttempts() {
        var call = call("own", "b", 15);

        var rows = TraceTree.of(
                List.of(span("a", null, 0), span("b", "a", 10), span("upstream", "own", 16)), List.of(call));

        assertThat(lines(rows))
                .containsExactly(
                        "0 a", "1 b", "2 " + id(call), "3 " + id(call) + "/1", "3 " + id(call) + "/2", "3 upstream");
    }

    @Test
    void knowsItsOwnSpanAroundACall() {
        var call = call("own", "a", 15);

        var rows = TraceTree.of(List.of(span("a", null, 0), span("own", "a", 14)), List.of(call));

        assertThat(lines(rows)).startsWith("0 a", "1 own", "2 " + id(call));
    }

    @Test
    void leavesWhatNamesNothingKnownAtTheTop() {
        var call = call("own", "elsewhere", 5);

        var rows = TraceTree.of(List.of(span("a", "lost", 0), span("b", null, 9)), List.of(call));

        assertThat(lines(rows))
                .containsExactly("0 a", "0 " + id(call), "1 " + id(call) + "/1", "1 " + id(call) + "/2", "0 b");
    }

    @Test
    void breaksCircles() {
        var rows = TraceTree.of(
                List.of(span("a", "b", 0), span("b", "c", 1), span("c", "a", 2), span("self", "self", 3)), List.of());

        assertThat(lines(rows)).containsExactly("0 self", "0 a", "1 c", "2 b");
    }

    @Test
    void isAsDeepAsItMustBe() {
        var spans = new ArrayList<TraceSpan>();
        IntStream.range(0, 20_000).forEach(i -> spans.add(span("s" + i, i == 0 ? null : "s" + (i - 1), i)));

        var rows = TraceTree.of(spans, List.of());

        assertThat(rows.getLast().depth()).isEqualTo(19_999);
    }

    private static List<String> lines(List<TraceRow> rows) {
        return rows.stream().map(row -> row.depth() + " " + row.node().id()).toList();
    }

    private static String id(TracedCall call) {
        return call.call().id().toString();
    }

    private static TraceSpan span(String id, @Nullable String parent, int millis) {
        return new TraceSpan(
                id,
                parent,
                id,
                SpanKind.SPAN,
                null,
                START.plusMillis(millis),
                1,
                SpanStatus.UNSET,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{}",
                "[]",
                null);
    }

    private static TracedCall call(String span, String parent, int millis) {
        var call = new CallListItem(
                RequestId.next(),
                START.plusMillis(millis),
                Origin.API,
                null,
                null,
                "m",
                "a/m",
                null,
                null,
                null,
                false,
                CallOutcome.SUCCESS,
                200,
                null,
                2,
                TokenCounts.NONE,
                UsageState.EXACT,
                null,
                null,
                null,
                1,
                null);
        return new TracedCall(call, span, parent, List.of(attempt(1, millis), attempt(2, millis)));
    }

    private static CallDetail.Attempt attempt(int number, int millis) {
        return new CallDetail.Attempt(
                number,
                "a/m",
                "a",
                null,
                null,
                200,
                "success",
                null,
                null,
                null,
                null,
                START.plusMillis(millis),
                null,
                1L);
    }
}
