/** Mistral's own service. */
@NullMarked
package dev.maru.gateway.provider.mistral;

import org.jspecify.annotations.NullMarked;
