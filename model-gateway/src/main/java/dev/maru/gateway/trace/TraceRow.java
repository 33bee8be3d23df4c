package dev.maru.gateway.trace;

import org.jspecify.annotations.Nullable;

/**
 * A line of a trace written as a tree, each below what it happened in.
 *
 * @param depth 0 for what happened in nothing known
 * @param parentId of the row above that it belongs to, null at depth 0
 */
public record TraceRow(int depth, @Nullable String parentId, TraceNode node) {}
