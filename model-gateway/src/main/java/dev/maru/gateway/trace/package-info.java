/** Spans that applications send by OpenTelemetry's protocol, and the traces that they and the gateway's calls make up. */
@NamedInterface("trace")
@NullMarked
package dev.maru.gateway.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
