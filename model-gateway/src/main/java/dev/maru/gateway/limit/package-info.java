/** Limits of requests, tokens and concurrency. */
@NamedInterface("limit")
@NullMarked
package dev.maru.gateway.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
