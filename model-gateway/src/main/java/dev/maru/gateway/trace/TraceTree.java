package dev.maru.gateway.trace;

import dev.maru.gateway.call.TracedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins an application's spans and the gateway's calls into one tree. A call hangs below the span that its client named;
 * what names a span that is not there, or goes round in a circle, stands at the top.
 */
final class TraceTree {
    private static final Comparator<TraceNode> BY_START =
            Comparator.comparing(TraceNode::startedAt).thenComparing(TraceNode::id);

    private final Map<String, TraceNode> nodes = new LinkedHashMap<>();
    /** Under the span of a call hang what its provider says of it. */
    private final Map<String, String> callBySpan = new HashMap<>();

    private final Map<String, List<TraceNode>> children = new HashMap<>();
    private final List<TraceRow> rows = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    private TraceTree() {}

    static List<TraceRow> of(List<TraceSpan> spans, List<TracedCall> calls) {
        var tree = new TraceTree();
        spans.forEach(span -> tree.nodes.putIfAbsent(span.spanId(), new TraceNode.Application(span)));
        calls.forEach(tree::add);
        tree.write();
        return tree.rows;
    }

    private void add(TracedCall traced) {
        var own = traced.spanId();
        // An installation that collects its own spans here has the call twice: as a fact, and as the span around it.
        var around = own != null && nodes.containsKey(own) ? own : traced.parentSpanId();
        var node = new TraceNode.Call(traced, around);
        nodes.put(node.id(), node);
        if (own != null) {
            callBySpan.putIfAbsent(own, node.id());
        }
        for (var attempt : traced.attempts()) {
            var tried = new TraceNode.Attempt(traced.call().id(), attempt);
            nodes.put(tried.id(), tried);
        }
    }

    private void write() {
        var tops = new ArrayList<TraceNode>();
        for (var node : nodes.values()) {
            var parent = parent(node);
            if (parent == null) {
                tops.add(node);
            } else {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(node);
            }
        }
        tops.sort(BY_START);
        children.values().forEach(list -> list.sort(BY_START));
        tops.forEach(this::write);
        // Only what goes round in a circle is left.
        nodes.values().stream().sorted(BY_START).toList().forEach(this::write);
    }

    private @Nullable String parent(TraceNode node) {
        var named = node.parentId();
        if (named == null || named.equals(node.id())) {
            return null;
        }
        return nodes.containsKey(named) ? named : callBySpan.get(named);
    }

    /** Without recursion: a trace may be as deep as it is long. */
    private void write(TraceNode top) {
        var waiting = new ArrayDeque<TraceRow>();
        waiting.push(new TraceRow(0, null, top));
        while (!waiting.isEmpty()) {
            var row = waiting.pop();
            if (written.add(row.node().id())) {
                rows.add(row);
                var below = children.getOrDefault(row.node().id(), List.of());
                below.reversed()
                        .forEach(node -> waiting.push(
                                new TraceRow(row.depth() + 1, row.node().id(), node)));
            }
        }
    }
}
