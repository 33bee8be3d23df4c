package dev.maru.core.id;

import java.util.UUID;

/**
 * A typed identifier. Its text form, {@code <prefix>_<32 hex digits>}, is the same in URLs, logs and JSON.
 */
public interface Id {
    UUID value();
}
