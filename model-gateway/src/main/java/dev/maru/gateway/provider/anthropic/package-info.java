/** Anthropic's own service. */
@NullMarked
package dev.maru.gateway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
