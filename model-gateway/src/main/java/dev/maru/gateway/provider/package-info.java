/** The port to whatever answers a call: bytes go out, a status and a stream of bytes come back. */
@NamedInterface("provider")
@NullMarked
package dev.maru.gateway.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
