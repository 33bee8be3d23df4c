/** Answers kept for being given again: to exactly the same request, or to one that means the same. */
@NamedInterface("cache")
@NullMarked
package dev.maru.gateway.cache;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
