package dev.maru.platform.change;

/** What changed in a tenant; each module has its own constant. */
public record ChangeKind(String name) {}
