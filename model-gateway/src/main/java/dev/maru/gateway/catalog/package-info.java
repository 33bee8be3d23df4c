/** Connections, models and prices: what a tenant can call and what it costs. */
@NamedInterface("catalog")
@NullMarked
package dev.maru.gateway.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
