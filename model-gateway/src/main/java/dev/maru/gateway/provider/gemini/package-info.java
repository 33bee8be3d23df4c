/** Google's Gemini API. */
@NullMarked
package dev.maru.gateway.provider.gemini;

import org.jspecify.annotations.NullMarked;
