package dev.maru.gateway.measure;

import dev.maru.core.id.ModelId;
import java.time.Instant;

/**
 * A model that has no price now, and whose calls nobody can account for.
 *
 * @param calls of it that had no price
 */
public record UnpricedAlert(ModelId model, String qualifiedName, Instant firstSeen, Instant lastSeen, long calls) {}
