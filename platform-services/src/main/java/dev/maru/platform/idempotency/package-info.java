/** What writes with an Idempotency-Key answered. */
@NamedInterface("idempotency")
@NullMarked
package dev.maru.platform.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
