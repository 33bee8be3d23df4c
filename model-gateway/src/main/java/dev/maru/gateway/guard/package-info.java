/** Guardrails: checks of what calls say and of what models answer, kept per project and run on the call path. */
@NamedInterface("guard")
@NullMarked
package dev.maru.gateway.guard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
