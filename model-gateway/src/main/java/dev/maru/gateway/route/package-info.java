/** Routes: names that choose among models for each call, and what is known of how those models are doing. */
@NamedInterface("route")
@NullMarked
package dev.maru.gateway.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
