package dev.maru.gateway.call;

import java.util.Map;

/** Headers that answers share. */
final class Head {
    /** Nothing between us and the client may hold events back. */
    static final Map<String, String> STREAM = Map.of("cache-control", "no-cache", "x-accel-buffering", "no");

    private Head() {}
}
