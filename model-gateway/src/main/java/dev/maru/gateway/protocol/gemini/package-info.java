/** Google's generateContent and embeddings, as its provider answers them. */
@NullMarked
package dev.maru.gateway.protocol.gemini;

import org.jspecify.annotations.NullMarked;
