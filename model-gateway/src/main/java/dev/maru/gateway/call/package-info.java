/** The call path, from a request's bytes to its settlement, and the record of past calls. */
@NamedInterface("call")
@NullMarked
package dev.maru.gateway.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
