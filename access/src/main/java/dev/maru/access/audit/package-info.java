/** The audit trail: a row per change, sealed into a hash chain per tenant afterwards. */
@NamedInterface("audit")
@NullMarked
package dev.maru.access.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
