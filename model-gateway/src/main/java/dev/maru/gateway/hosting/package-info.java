/** Endpoints on a tenant's own machines: how they are, how busy, how long they take to wake up, and what a token costs. */
@NamedInterface("hosting")
@NullMarked
package dev.maru.gateway.hosting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
