package dev.maru.gateway.trace;

import java.util.List;

/**
 * A trace as a tree.
 *
 * @param rows in the order in which they are read: each before what happened in it, neighbours by their start
 * @param truncated whether there are more spans than are shown
 */
public record TraceDetail(TraceListItem trace, List<TraceRow> rows, boolean truncated) {
    public TraceDetail {
        rows = List.copyOf(rows);
    }
}
