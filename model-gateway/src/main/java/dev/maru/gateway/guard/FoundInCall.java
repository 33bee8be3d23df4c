package dev.maru.gateway.guard;

import dev.maru.gateway.guard.Guardrail.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what was found. */
final class FoundInCall {
    private record Key(ActiveGuardrail rail, Stage stage, String kind) {}

    private final Map<Key, Integer> counts = new LinkedHashMap<>();

    synchronized void add(ActiveGuardrail rail, Stage stage, String kind) {
        counts.merge(new Key(rail, stage, kind), 1, Integer::sum);
    }

    synchronized void addAll(FoundInCall other) {
        other.counts.forEach((key, count) -> counts.merge(key, count, Integer::sum));
    }

    synchronized List<GuardFinding> list() {
        return counts.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static GuardFinding finding(Key key, int count) {
        var guardrail = key.rail().guardrail();
        return new GuardFinding(
                guardrail.id().toString(),
                guardrail.name(),
                guardrail.data().check().kind().wireName(),
                key.stage().wireName(),
                guardrail.data().action().wireName(),
                key.kind(),
                count);
    }
}
